using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Debugging;

/// <summary>The lines at which a run can stop, and those of code that runs in one go.</summary>
internal sealed class CodeLines
{
    private readonly Dictionary<string, SortedSet<int>> _lines = [];
    private readonly List<Method> _whole = [];

    public CodeLines(Program program)
    {
        foreach (var source in program.Sources) _lines.TryAdd(source.File, []);
        foreach (var method in program.Operators.Append(program.Script).SelectMany(op => op.Methods).Concat(program.Functions))
        {
            if (!IsStepped(method)) _whole.Add(method);
            else foreach (var span in Spans(method)) Add(span);
        }
    }

    public IEnumerable<string> Files => _lines.Keys;

    /// <summary>Whether a method runs block by block when it is called by an event: what is only called in place and never waits does not.</summary>
    public static bool IsStepped(Method method) => method.CanWait || method.Kind is MethodKind.Method or MethodKind.Property or MethodKind.Script;

    /// <summary>The first line with code at or after a line; null if there is none.</summary>
    public int? AtOrAfter(string file, int line) => _lines.TryGetValue(file, out var lines)
        ? lines.Where(known => known >= line).Cast<int?>().FirstOrDefault()
        : null;

    /// <summary>The last line with code; null if there is none.</summary>
    public int? LastOf(string file) => _lines[file].Count == 0 ? null : _lines[file].Max;

    /// <summary>The method around a line that runs in one go, if there is one.</summary>
    public Method? WholeMethodAt(string file, int line) => _whole
        .Where(method => method.Kind is MethodKind.Function or MethodKind.Lambda && method.Span.File == file && method.Span.Start.Line <= line && line <= method.Span.End.Line)
        .MinBy(method => method.Span.Length);

    private static IEnumerable<SourceSpan> Spans(Method method) => method.Blocks.SelectMany(block =>
        block.Statements.Select(statement => statement.Span).Concat(block.Terminator is GotoTerminator ? [] : [block.Terminator.Span]));

    private void Add(SourceSpan span)
    {
        if (span.Length > 0 && _lines.TryGetValue(span.File, out var lines)) lines.Add(span.Start.Line);
    }
}
