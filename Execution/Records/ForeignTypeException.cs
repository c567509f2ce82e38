namespace StateFlow.Execution.Records;

/// <summary>A stored value is of a type that the program declares in another way or not at all.</summary>
internal sealed class ForeignTypeException(string message) : Exception(message);
