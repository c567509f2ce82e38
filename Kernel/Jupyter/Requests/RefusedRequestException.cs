namespace StateFlow.Jupyter.Requests;

/// <summary>A request lacks what it needs to be answered.</summary>
/// <param name="message">What was expected, and where.</param>
internal sealed class RefusedRequestException(string message) : Exception(message);
