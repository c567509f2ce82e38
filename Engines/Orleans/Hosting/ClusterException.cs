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

/// <summary>The cluster does not take a program: it does not fit what is stored, or no silo runs it.</summary>
public sealed class ProgramRefusedException(string message, Exception? inner = null) : ClusterException(message, inner);
