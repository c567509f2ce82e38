namespace StateFlow.Orleans.Programs;

/// <summary>A message or a state is of a program that no silo of the cluster has been started with.</summary>
[GenerateSerializer]
public sealed class UnknownProgramException : Exception
{
    internal UnknownProgramException(string application, string hash)
        : base($"The cluster does not know program {hash} of application '{application}': start a silo with it first. Programs are the same if their entities are, whatever their scripts.")
    {
        (Application, Hash) = (application, hash);
    }

    /// <summary>The application.</summary>
    [Id(0)]
    public string Application { get; }

    /// <summary>The hash of the program.</summary>
    [Id(1)]
    public string Hash { get; }
}
