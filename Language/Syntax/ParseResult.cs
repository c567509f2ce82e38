using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Syntax;

/// <summary>A syntax tree and what is wrong with its text.</summary>
/// <param name="Unit">The tree; what could not be parsed is in it as error nodes.</param>
/// <param name="Diagnostics">In the order of the source.</param>
public sealed record ParseResult(CompilationUnit Unit, ImmutableArray<Diagnostic> Diagnostics)
{
    /// <summary>Nothing is wrong but that the text ends too early: more input could make it right.</summary>
    public bool IsIncomplete => !Diagnostics.IsEmpty && Diagnostics.All(diagnostic => diagnostic.IsIncomplete);
}
