using System.Text;

namespace StateFlow.Language.Syntax.Printing;

/// <summary>A symbolic expression: a word, or a list in parentheses.</summary>
internal abstract record Notation
{
    private const int LineWidth = 100;

    public static implicit operator Notation(string word) => new NotationWord(word);

    public static Notation List(string head, params IEnumerable<Notation?> items) =>
        new NotationList([head, .. items.OfType<Notation>()]);

    /// <summary>In one line.</summary>
    public string ToLine()
    {
        var text = new StringBuilder();
        WriteLine(text);
        return text.ToString();
    }

    /// <summary>In one line if it fits, the items of a list under each other if not.</summary>
    public void Write(StringBuilder text, int indentation)
    {
        text.Append(' ', indentation);
        var list = this as NotationList;
        if (list is null || indentation + Width() <= LineWidth)
        {
            WriteLine(text);
            text.Append('\n');
            return;
        }

        text.Append('(');
        var words = list.Items.TakeWhile(item => item is NotationWord).Count();
        text.AppendJoin(' ', list.Items.Take(words).Select(word => word.ToLine())).Append('\n');
        foreach (var item in list.Items.Skip(words)) item.Write(text, indentation + 2);
        text.Insert(text.Length - 1, ')');
    }

    protected abstract int Width();

    protected abstract void WriteLine(StringBuilder text);

    private sealed record NotationWord(string Text) : Notation
    {
        protected override int Width() => Text.Length;

        protected override void WriteLine(StringBuilder text) => text.Append(Text);
    }

    private sealed record NotationList(ImmutableArray<Notation> Items) : Notation
    {
        private readonly int _width = 1 + Items.Sum(item => item.Width() + 1);

        protected override int Width() => _width;

        protected override void WriteLine(StringBuilder text)
        {
            text.Append('(');
            for (var i = 0; i < Items.Length; i++)
            {
                if (i > 0) text.Append(' ');
                Items[i].WriteLine(text);
            }

            text.Append(')');
        }
    }
}
