using System.Text.RegularExpressions;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Syntax;

namespace StateFlow.Visualizer.Diagrams;

/// <summary>What a block does, in the words of its source text as far as these say it.</summary>
/// <remarks>
/// The compiler adds variables and statements of its own, whose spans are those of the construct that they serve. Such code
/// is recognized by names that the source text does not contain, and written from the IR.
/// </remarks>
internal sealed partial class BlockText(Sequence<SourceText> sources)
{
    private const int MaxLines = 6;
    private const int MaxLength = 50;

    private readonly Dictionary<string, SourceText> _sources = sources
        .GroupBy(source => source.File).ToDictionary(group => group.Key, group => group.First());

    public Sequence<string> Lines(Block block)
    {
        var lines = block.Statements.SelectMany(Lines).Concat(Lines(block.Terminator)).ToList();
        if (lines.Count > MaxLines) lines = [.. lines.Take(MaxLines - 1), "…"];
        return lines.Select(line => Ellipsis.Shorten(line, MaxLength)).ToSequence();
    }

    private IEnumerable<string> Lines(Statement statement) => statement switch
    {
        AssignStatement assign => Source(assign.Span, [assign.Value], assign.Variable) ?? [$"{assign.Variable.Name} <- {Bare(ExpressionNotation.Write(assign.Value))}"],
        EvaluateStatement evaluate => Source(evaluate.Span, [evaluate.Expression]) ?? Notation(evaluate.Expression),
        _ => [],
    };

    private IEnumerable<string> Lines(Terminator terminator) => terminator switch
    {
        BranchTerminator branch => Source(branch.Span, [branch.Condition]) ?? ["if " + Bare(ExpressionNotation.Write(branch.Condition))],
        CallTerminator call => Source(call.Span, ExpressionChildren.Of(call.Call)) ?? [ExpressionNotation.Write(call.Call)],
        ForkTerminator fork => Source(fork.Span, fork.Branches.SelectMany(branch => ExpressionChildren.Of(branch.Call)))
            ?? fork.Branches.Select(branch => ExpressionNotation.Write(branch.Call)),
        ReturnTerminator { Value: LiteralExpression { Type: var type } } when type == DataType.Unit => ["()"],
        ReturnTerminator { Value: LocalExpression local } => [local.Variable.Name],
        ReturnTerminator end => Source(end.Span, [end.Value]) ?? Notation(end.Value),
        FailTerminator fail => ["fail " + ExpressionNotation.Write(fail.Message)],
        RethrowTerminator => ["raise it again"],
        _ => [],
    };

    private static IEnumerable<string> Notation(Expression expression) => [Bare(ExpressionNotation.Write(expression))];

    /// <summary>The source text of a piece of code, or null if the compiler made it up.</summary>
    private IEnumerable<string>? Source(SourceSpan span, IEnumerable<Expression> expressions, Variable? assigned = null)
    {
        if (span.Length <= 0 || !_sources.TryGetValue(span.File, out var source) || span.End.Offset > source.Text.Length) return null;
        var lineStart = source.Text.LastIndexOf('\n', Math.Max(0, span.Start.Offset - 1)) + 1;
        var lineEnd = source.Text.IndexOf('\n', span.End.Offset) is var found and >= 0 ? found : source.Text.Length;
        var isWhole = Tail().IsMatch(source.Text[span.End.Offset..lineEnd]);
        var prefix = span.Start.Offset > lineStart ? source.Text[lineStart..span.Start.Offset] : "";
        var text = (isWhole && Head().Match(prefix) is { Success: true } head ? head.Groups["head"].Value : "") + source.Slice(span);
        var words = Word().Matches(text).Select(match => match.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var names = expressions.SelectMany(Locals);
        if (assigned is not null) names = names.Append(assigned.Name);
        if (!names.All(name => words.Contains(name.Split('.')[0]))) return null;

        var lines = text.Replace("\r", "").Replace("\t", "    ").Split('\n').Where(line => line.Trim().Length > 0).ToArray();
        if (lines.Length == 0) return null;
        if (lines.Length == 1) return [Bare(lines[0].Trim())];
        var indent = lines.Skip(1).Min(line => line.Length - line.TrimStart().Length);
        return lines.Select((line, index) => index == 0 ? line.Trim() : "  " + line[indent..].TrimEnd());
    }

    private static IEnumerable<string> Locals(Expression expression) => expression is LocalExpression local
        ? [local.Variable.Name]
        : ExpressionChildren.Of(expression).SelectMany(Locals);

    /// <summary>Without parentheses around the whole.</summary>
    private static string Bare(string text)
    {
        if (text.Length < 2 || text[0] != '(' || text[^1] != ')' || text.Contains('"')) return text;
        var depth = 0;
        for (var i = 0; i < text.Length - 1; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth == 0) return text;
        }

        return text[1..^1] is { Length: > 0 } inner && !inner.Contains(',') ? inner : text;
    }

    [GeneratedRegex(@"(^|\s)(?<head>(let!?(\s+mutable)?\s+[\w']+(\s*:[^=]*)?\s*=|and!\s+\w+\s*=|if|elif|while|match|yield|return)\s+)$")]
    private static partial Regex Head();

    /// <summary>What may follow on the line of code that its head belongs to.</summary>
    [GeneratedRegex(@"^\s*((then|do|with)\b.*|//.*)?$")]
    private static partial Regex Tail();

    [GeneratedRegex(@"[\w']+")]
    private static partial Regex Word();
}
