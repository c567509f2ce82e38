using System.Text;

namespace StateFlow.Clients.Source;

/// <summary>Writes indented C#.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public SourceWriter Line(string text)
    {
        if (text != "") _text.Append(' ', 4 * _depth).Append(text);
        _text.Append('\n');
        return this;
    }

    /// <summary>A documentation comment.</summary>
    /// <param name="text">Its lines.</param>
    /// <param name="code">Code that ends it: what is declared, as the language writes it.</param>
    public SourceWriter Doc(string? text, string? code = null)
    {
        string[] lines = [.. (text ?? "").Split('\n').Select(line => line.Trim()).Where(line => line != "").Select(Escape), .. code is null ? [] : new[] { $"<c>{Escape(code)}</c>" }];
        if (lines.Length == 1) return Line($"/// <summary>{lines[0]}</summary>");
        Line("/// <summary>");
        foreach (var line in lines) Line($"/// {line}");
        return Line("/// </summary>");
    }

    public SourceWriter Open()
    {
        Line("{");
        _depth++;
        return this;
    }

    public SourceWriter Close(string end = "}")
    {
        _depth--;
        return Line(end);
    }

    public SourceWriter Indented(string text)
    {
        _depth++;
        Line(text);
        _depth--;
        return this;
    }

    public override string ToString() => _text.ToString();

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
