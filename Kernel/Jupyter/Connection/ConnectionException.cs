namespace StateFlow.Jupyter.Connection;

/// <summary>The kernel cannot be reached in the way that its host wants.</summary>
/// <param name="message">What is wrong, and where.</param>
public sealed class ConnectionException(string message) : Exception(message);
