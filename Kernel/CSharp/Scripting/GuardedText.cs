using System.Text;
using StateFlow.Notebooks.Cells;

namespace StateFlow.Notebooks.CSharp.Scripting;

/// <summary>A replacement in a text.</summary>
internal readonly record struct TextEdit(int Start, int Length, string Text);

/// <summary>A cell's text with guards in it, on the same lines.</summary>
internal sealed class GuardedText
{
    private readonly ImmutableArray<TextEdit> _edits;

    public GuardedText(string original, IEnumerable<TextEdit> edits)
    {
        // Of edits at one place the first one made stands first: sorting must be stable.
        _edits = [.. edits.OrderBy(edit => edit.Start)];
        var text = new StringBuilder();
        var at = 0;
        foreach (var edit in _edits)
        {
            text.Append(original, at, edit.Start - at).Append(edit.Text);
            at = edit.Start + edit.Length;
        }

        Text = text.Append(original, at, original.Length - at).ToString();
    }

    public string Text { get; }

    /// <summary>The stretch of the original text for one of this text.</summary>
    public TextRange Original(int start, int end) => new(Original(start), Original(end));

    private int Original(int position)
    {
        var shift = 0;
        foreach (var edit in _edits)
        {
            var start = edit.Start + shift;
            if (position < start) break;
            if (position < start + edit.Text.Length) return edit.Start;
            shift += edit.Text.Length - edit.Length;
        }

        return position - shift;
    }
}
