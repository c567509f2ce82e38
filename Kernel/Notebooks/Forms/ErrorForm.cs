using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;
using StateFlow.Notebooks.Cells;

namespace StateFlow.Notebooks.Forms;

/// <summary>Why a cell was refused or failed, as lines of text.</summary>
internal static class ErrorForm
{
    public static CellError Of(ImmutableArray<Diagnostic> diagnostics)
    {
        var first = diagnostics.First(diagnostic => diagnostic.Severity == Severity.Error);
        return new CellError(first.Code, first.Message, [.. diagnostics.SelectMany(Lines)]);
    }

    public static CellError Of(Failure failure) => new("Failure", failure.Message, [.. failure.Describe().TrimEnd().Split('\n')]);

    private static IEnumerable<string> Lines(Diagnostic diagnostic)
    {
        yield return diagnostic.ToString();
        if (SourceExcerpt.Of(diagnostic) is not { } excerpt) yield break;
        yield return $"  {excerpt.Line}";
        yield return $"  {excerpt.Marks}";
    }
}
