using StateFlow.Language.Syntax.Lexing;

namespace StateFlow.Language.Syntax.Layout;

/// <summary>The open contexts, innermost last, and the searches in them.</summary>
internal sealed class LayoutStack
{
    private readonly List<LayoutContext> _contexts = [];
    private readonly Dictionary<TokenKind, int> _openBrackets = [];

    public int Count => _contexts.Count;

    public LayoutContext Top => _contexts[^1];

    public LayoutContext this[int index] => _contexts[index];

    public void Push(LayoutContext context)
    {
        _contexts.Add(context);
        if (context is BracketContext bracket) _openBrackets[bracket.Closer] = _openBrackets.GetValueOrDefault(bracket.Closer) + 1;
    }

    public LayoutContext Pop()
    {
        var top = _contexts[^1];
        _contexts.RemoveAt(_contexts.Count - 1);
        if (top is BracketContext bracket) _openBrackets[bracket.Closer]--;
        return top;
    }

    public bool HasBracketClosedBy(TokenKind closer) => _openBrackets.GetValueOrDefault(closer) > 0;

    /// <summary>The index of the innermost bracket; -1 if there is none.</summary>
    public int InnermostBracket()
    {
        var index = Count - 1;
        while (index >= 0 && _contexts[index] is not BracketContext) index--;
        return index;
    }

    /// <summary>The index of the innermost block at or below <paramref name="from"/>.</summary>
    public int BlockAtOrBelow(int from)
    {
        while (_contexts[from] is not BlockContext) from--;
        return from;
    }

    public BlockContext Block(int index) => (BlockContext)_contexts[index];

    public BlockContext InnermostBlock() => Block(BlockAtOrBelow(Count - 1));

    /// <summary>The column that a new line must not fall short of: that of the innermost block which starts a line.</summary>
    public int AnchorColumn(int belowIndex)
    {
        for (var index = belowIndex - 1; index >= 0; index--)
        {
            if (_contexts[index] is BlockContext { IsAnchored: true } block) return block.Column;
        }

        return 0;
    }

    /// <summary>
    /// The context that a continuation keyword belongs to. A keyword in a line goes with the innermost that takes it;
    /// one that starts a line goes with the innermost whose block it is not left of, or else with one in a block that
    /// began within a line, whose column means little.
    /// </summary>
    public int? Find(Func<KeywordContext, bool> takes, int? lineStartColumn)
    {
        int? lenient = null;
        int? nearest = null;
        var canBeExact = true;
        for (var index = Count - 1; index >= 0 && _contexts[index] is not BracketContext; index--)
        {
            if (_contexts[index] is BlockContext crossed)
            {
                if (lineStartColumn >= crossed.Column) canBeExact = false;
                if (!canBeExact && nearest is not null) break;
            }
            else if (_contexts[index] is KeywordContext keyword && takes(keyword))
            {
                if (lineStartColumn is null) return index;
                var container = Block(BlockAtOrBelow(index));
                if (canBeExact && lineStartColumn >= container.Column) return index;
                if (canBeExact && !container.IsAnchored) lenient ??= index;
                nearest ??= index;
            }
        }

        return lenient ?? nearest;
    }
}
