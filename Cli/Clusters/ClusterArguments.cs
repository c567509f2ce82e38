using System.CommandLine;
using StateFlow.Cli.Commands;
using StateFlow.Orleans.Hosting;

namespace StateFlow.Cli.Clusters;

/// <summary>The options that say which cluster is meant.</summary>
internal sealed class ClusterArguments
{
    private const int DefaultTimeout = 60;

    public ClusterArguments(string description)
    {
        Address = new Option<string>("--cluster") { Description = description, HelpName = "ADDRESS" };
        Address.Validators.Add(result =>
        {
            if (result.Tokens is not [var given]) return;
            try
            {
                ClusterAddress.Parse(given.Value);
            }
            catch (FormatException exception)
            {
                result.AddError(exception.Message);
            }
        });
    }

    /// <summary>Where the cluster keeps its members and states.</summary>
    public Option<string> Address { get; }

    public Option<string> Name { get; } = new("--cluster-id")
    {
        Description = "The cluster's name: several may have one address.",
        HelpName = "NAME",
        DefaultValueFactory = _ => StateFlowSilos.DefaultCluster,
    };

    public Option<string> Application { get; } = new("--application")
    {
        Description = "The name under which the entities are stored; without it, that of the file, without extension.",
        HelpName = "NAME",
    };

    public Option<int> Timeout { get; } = CommonArguments.WholeNumber("--timeout", "How many seconds a call may wait for its answer.", 1, DefaultTimeout);

    /// <summary>The cluster that is meant; null if none is named.</summary>
    public ClusterTarget? Of(ParseResult result) => result.GetValue(Address) is { } address
        ? new ClusterTarget(ClusterAddress.Parse(address), result.GetRequiredValue(Name), result.GetValue(Application), TimeSpan.FromSeconds(result.GetValue(Timeout)))
        : null;
}

/// <summary>A cluster, as seen by a client.</summary>
/// <param name="Application">The name of the program's application; null for that of its file.</param>
/// <param name="Timeout">How long a call may wait for its answer.</param>
internal sealed record ClusterTarget(ClusterAddress Address, string Name, string? Application, TimeSpan Timeout);
