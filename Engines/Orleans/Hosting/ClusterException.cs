namespace StateFlow.Orleans.Hosting;

/// <summary>A cluster cannot be used, for a reason outside the program; the message says what can be done.</summary>
public class ClusterException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>What keeps the cluster's members, or the entities' states, cannot be reached.</summary>
public sealed class StorageUnreachableException(string message, Exception? inner = null) : ClusterException(message, inner);

/// <summary>No silo of the cluster answers.</summary>
public sealed class ClusterUnreachableException(string message, Exception? inner = null) : ClusterException(message, inner);

/// <summary>A silo cannot listen on a port.</summary>
public sealed class PortTakenException(string message, Exception? inner = null) : ClusterException(message, inner);

/// <summary>No answer came in time. The request may have been executed or not.</summary>
public sealed class RequestTimeoutException(string message, Exception? inner = null) : ClusterException(message, inner);

/// <summary>The cluster does not take a client's program: no silo has been started with it.</summary>
public sealed class ProgramRefusedException(string message, Exception? inner = null) : ClusterException(message, inner);

/// <summary>A silo's program cannot use what an earlier program of its application may have stored; the silo has not started.</summary>
public sealed class IncompatibleProgramException : ClusterException
{
    internal IncompatibleProgramException(string application, string hash, string earlier, ImmutableArray<string> mismatches)
        : base(
            $"program {hash} of application '{application}' cannot use what program {earlier} has stored: {string.Join("; ", mismatches)}. "
            + "Keep what is stored as it is declared, and give what is different another name; or run the program as another application, which shares no entity with this one") =>
        (Application, Mismatches) = (application, mismatches);

    /// <summary>The application.</summary>
    public string Application { get; }

    /// <summary>What does not fit, each as a text.</summary>
    public IReadOnlyList<string> Mismatches { get; }
}
