using StateFlow.Orleans.Hosting;

namespace StateFlow.Cli.Clusters;

/// <summary>What keeps a cluster from being used, for the user.</summary>
internal static class ClusterErrors
{
    public static CommandError Of(ClusterException exception) => new(Code(exception), exception.Message);

    private static string Code(ClusterException exception) => exception switch
    {
        StorageUnreachableException => "SF0850",
        ClusterUnreachableException => "SF0851",
        PortTakenException => "SF0852",
        ProgramRefusedException => "SF0853",
        RequestTimeoutException => "SF0854",
        IncompatibleProgramException => "SF0857",
        _ => "SF0855",
    };
}
