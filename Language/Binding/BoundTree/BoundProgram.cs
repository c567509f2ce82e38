using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;

namespace StateFlow.Language.Binding.BoundTree;

/// <summary>A program with every name resolved and every type known.</summary>
/// <param name="Entities">In source order.</param>
/// <param name="Types">The records and unions, in source order.</param>
/// <param name="Functions">The top-level functions, in source order.</param>
/// <param name="ScriptValues">The top-level <c>let</c> values, in source order.</param>
/// <param name="Statements">The script: what runs, top to bottom.</param>
internal sealed record BoundProgram(
    ImmutableArray<EntitySymbol> Entities,
    ImmutableArray<TypeDefinition> Types,
    ImmutableArray<FunctionSymbol> Functions,
    ImmutableArray<ScriptValueSymbol> ScriptValues,
    ImmutableArray<BoundStatement> Statements);
