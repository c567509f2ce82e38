using System.Diagnostics;
using System.Reflection;
using Microsoft.CodeAnalysis;
using StateFlow.Clients;
using StateFlow.Language.Syntax;
using StateFlow.Notebooks.Cells;

namespace StateFlow.Notebooks.CSharp.Scripting;

/// <summary>What is wrong with a cell, for its reader.</summary>
internal static class CellErrors
{
    private const int LinesShown = 20;

    public static CellDiagnostic Of(Microsoft.CodeAnalysis.Diagnostic diagnostic, GuardedText text)
    {
        var span = diagnostic.Location.SourceSpan;
        return new CellDiagnostic(
            text.Original(span.Start, span.End),
            diagnostic.Severity == DiagnosticSeverity.Error ? Severity.Error : Severity.Warning,
            diagnostic.Id,
            diagnostic.GetMessage());
    }

    /// <summary>Why a text is refused.</summary>
    public static CellError Of(ImmutableArray<CellDiagnostic> diagnostics, string text)
    {
        var first = diagnostics.First(diagnostic => diagnostic.Severity == Severity.Error);
        return new CellError(first.Code, first.Message, [.. diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).SelectMany(diagnostic => Lines(diagnostic, text))]);
    }

    /// <summary>Why a text failed: the message, and those places of the stack that are in cells.</summary>
    public static CellError Of(Exception exception)
    {
        while (exception is TargetInvocationException or AggregateException { InnerExceptions.Count: 1 } && exception.InnerException is { } inner) exception = inner;
        var message = exception is InsufficientExecutionStackException ? "the recursion is too deep" : exception.Message;
        if (exception is EntityFailureException failure) return new CellError("Failure", message, [.. failure.ToString().Split('\n'), .. Places(exception)]);

        var lines = new List<string> { $"{exception.GetType().FullName}: {message}" };
        lines.AddRange(Places(exception));
        for (var cause = exception.InnerException; cause is not null; cause = cause.InnerException)
        {
            lines.Add($"caused by {cause.GetType().FullName}: {cause.Message}");
            lines.AddRange(Places(cause));
        }

        return new CellError(exception.GetType().FullName!, message.Split('\n')[0].TrimEnd(), [.. lines]);
    }

    private static IEnumerable<string> Lines(CellDiagnostic diagnostic, string text)
    {
        var start = Math.Min(diagnostic.Range.Start, text.Length);
        var lineStart = start == 0 ? 0 : text.LastIndexOf('\n', start - 1) + 1;
        var lineEnd = text.IndexOf('\n', start) is >= 0 and var end ? end : text.Length;
        yield return $"({text.AsSpan(0, start).Count('\n') + 1},{start - lineStart + 1}): error {diagnostic.Code}: {diagnostic.Message}";
        yield return $"  {text[lineStart..lineEnd].TrimEnd()}";
        var marks = Math.Max(1, Math.Min(diagnostic.Range.End, lineEnd) - start);
        yield return $"  {new string(' ', start - lineStart)}{new string('^', marks)}";
    }

    private static IEnumerable<string> Places(Exception exception)
    {
        var places = new StackTrace(exception, fNeedFileInfo: true).GetFrames()
            .Where(frame => frame.GetFileName()?.StartsWith("cell ", StringComparison.Ordinal) == true)
            .Select(frame => $"   at {frame.GetFileName()}, line {frame.GetFileLineNumber()}{Name(frame.GetMethod())}")
            .ToList();
        return places.Count <= LinesShown ? places : [.. places.Take(LinesShown), $"   ... {places.Count - LinesShown} more"];
    }

    /// <summary>The name as written; nothing for code outside methods and for what the compiler has made of it.</summary>
    private static string Name(MethodBase? method) =>
        method is null || method.Name.StartsWith('<') || method.Name == "MoveNext" ? "" : $", in {method.Name}";
}
