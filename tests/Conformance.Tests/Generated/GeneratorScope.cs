using StateFlow.Conformance.Tests.Generated.Tree;

namespace StateFlow.Conformance.Tests.Generated;

internal enum NameKind
{
    Immutable,
    Mutable,

    /// <summary>Mutable, but only the loop that it bounds may change it.</summary>
    Counter,
    Function,
}

/// <param name="Type">Of a function, its result.</param>
/// <param name="Parameters">Of a function.</param>
internal sealed record VisibleName(string Name, ProgramType Type, NameKind Kind, ImmutableArray<Parameter> Parameters);

/// <summary>What may be used at a place of the program that is generated.</summary>
/// <param name="Self">The fields that can be read and set; none in the script.</param>
/// <param name="Member">The member whose body it is; null in the script.</param>
/// <param name="MayRecurse">Whether a condition on the fuel stands around.</param>
/// <param name="InHole">Whether it is in an interpolated string, which cannot hold another.</param>
internal sealed record GeneratorScope(
    ImmutableArray<VisibleName> Names, ImmutableArray<Field> Self, Member? Member, bool MayRecurse = false, bool InHole = false)
{
    public GeneratorScope With(string name, ProgramType type, NameKind kind = NameKind.Immutable) => With(new VisibleName(name, type, kind, []));

    public GeneratorScope With(VisibleName name) => this with { Names = [.. Names.Where(known => known.Name != name.Name), name] };

    /// <summary>As a function sees it, which cannot capture what changes.</summary>
    public GeneratorScope InClosure() => this with { Names = [.. Names.Where(name => name.Kind is NameKind.Immutable or NameKind.Function)] };

    public IEnumerable<VisibleName> Values(ProgramType type) => Names.Where(name => name.Type == type && name.Kind != NameKind.Function);

    public IEnumerable<VisibleName> Functions(ProgramType type) => Names.Where(name => name.Type == type && name.Kind == NameKind.Function);

    public ImmutableArray<VisibleName> Mutables => [.. Names.Where(name => name.Kind == NameKind.Mutable)];
}
