using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Binding;

/// <summary>What binding gives.</summary>
/// <param name="Program">What this submission declares and does.</param>
/// <param name="Scope">What the next submission sees, if this one has no errors.</param>
/// <param name="Diagnostics">By file, then by position.</param>
internal sealed record BindResult(BoundProgram Program, GlobalScope Scope, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>All that is declared anywhere in the text and has a value, in the order in which it was bound.</summary>
    public ImmutableArray<ValueSymbol> Values { get; init; } = [];

    /// <summary>The functions that are declared anywhere in the text.</summary>
    public ImmutableArray<FunctionSymbol> Functions { get; init; } = [];
}
