namespace StateFlow.Runtime;

/// <summary>The engine cannot start or go on, for a reason outside the program; the message says what can be done.</summary>
public class EngineException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>What an engine has stored is damaged; nothing of it was used.</summary>
public sealed class DamagedStoreException(string message, Exception? inner = null) : EngineException(message, inner);
