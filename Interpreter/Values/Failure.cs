using System.Text;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Values;

/// <summary>What went wrong in a running program.</summary>
/// <param name="Message">The text given to <c>failwith</c>, or what the run-time failure says.</param>
/// <param name="Span">Where it arose.</param>
/// <param name="Chain">The entity calls that led there, innermost first.</param>
public sealed record Failure(string Message, SourceSpan Span, ImmutableArray<CallSite> Chain)
{
    private const int LinesShownAtEachEnd = 10;

    /// <summary>This failure as the caller at <paramref name="site"/> sees it.</summary>
    public Failure CalledFrom(CallSite site) => this with { Chain = Chain.Add(site) };

    /// <summary>The failure for a user: position, message, and the calls that led to it; the middle of a long chain is left out.</summary>
    public string Describe()
    {
        var text = new StringBuilder($"{Span}: error: {Message}");
        var isLong = Chain.Length > 2 * LinesShownAtEachEnd + 1;
        for (var i = 0; i < Chain.Length; i++)
        {
            if (isLong && i == LinesShownAtEachEnd)
            {
                var omitted = Chain.Length - 2 * LinesShownAtEachEnd;
                text.Append($"\n   ... {omitted} more calls");
                i += omitted;
            }

            text.Append($"\n   in {Chain[i].Callee}, called at {Chain[i].Span}");
        }

        return text.ToString();
    }

    /// <inheritdoc />
    public bool Equals(Failure? other) =>
        other is not null && Message == other.Message && Span == other.Span && Chain.AsSpan().SequenceEqual(other.Chain.AsSpan());

    /// <inheritdoc />
    public override int GetHashCode() => HashCode.Combine(Message, Span, Chain.Length);
}

/// <summary>A call on the way to a failure.</summary>
/// <param name="Callee">Whom was called, as <c>Item("apple").UpdateStock</c>.</param>
/// <param name="Span">The call.</param>
public sealed record CallSite(string Callee, SourceSpan Span);

/// <summary>Carries a failure to its handler.</summary>
internal sealed class FailureException(Failure failure) : Exception(failure.Message)
{
    public Failure Failure { get; } = failure;
}
