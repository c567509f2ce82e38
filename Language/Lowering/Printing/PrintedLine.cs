using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Lowering.Printing;

/// <summary>A line of printed code.</summary>
/// <param name="Depth">How many times it is indented.</param>
/// <param name="Calls">The calls that leave here, each with the place in the text where it ends.</param>
internal sealed record PrintedLine(int Depth, string Text, SourceSpan Span, ImmutableArray<(Call Call, int End)> Calls)
{
    /// <summary>A line that makes no calls but those that its expressions start.</summary>
    public static PrintedLine Of(int depth, string text, SourceSpan span, params IEnumerable<Expression> expressions) =>
        new(depth, text, span, [.. expressions.SelectMany(ExpressionChildren.Starts).Select(start => (start.Call, text.Length))]);
}
