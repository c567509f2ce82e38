namespace StateFlow.Jupyter.Wire;

/// <summary>What was received is no message, or nobody vouches for it.</summary>
/// <param name="message">What is wrong, as the end of a sentence about the message.</param>
internal sealed class MalformedMessageException(string message) : Exception(message);
