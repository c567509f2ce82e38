namespace StateFlow.Conformance.Tests.Generated.Tree;

/// <summary>A type that generated programs use, as the source writes it.</summary>
internal sealed record ProgramType(string Notation)
{
    public static ProgramType Int { get; } = new("int");

    public static ProgramType Bool { get; } = new("bool");

    public static ProgramType Text { get; } = new("string");

    public static ProgramType Unit { get; } = new("unit");

    public static ProgramType Ints { get; } = new("int list");

    public static ProgramType MaybeInt { get; } = new("int option");

    public static ProgramType Pair { get; } = new("int * bool");

    /// <summary>The record <c>{ total: int; valid: bool }</c>.</summary>
    public static ProgramType Stats { get; } = new("Stats");

    public static ProgramType Reference(string entity) => new(entity);

    public static ProgramType References(string entity) => new($"{entity} list");
}
