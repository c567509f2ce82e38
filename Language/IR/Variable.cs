namespace StateFlow.Language.IR;

/// <summary>A variable of a method; parameters come first.</summary>
/// <param name="Slot">Its place in the method's variables.</param>
/// <param name="Name">Unique in the method.</param>
public sealed record Variable(int Slot, string Name, DataType Type);
