namespace StateFlow.Language.IR;

/// <summary>A function that every engine knows by name.</summary>
/// <param name="Name">As users write it: <c>List.map</c>, <c>abs</c>; internal ones contain a character no identifier has.</param>
/// <param name="Arity">How many arguments a call needs.</param>
public sealed record LibraryFunction(string Name, int Arity);
