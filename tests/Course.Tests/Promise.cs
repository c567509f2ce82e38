namespace StateFlow.Course.Tests;

/// <summary>What a cell is to put out.</summary>
/// <param name="Kind">A MIME type, a stream or an error.</param>
internal sealed record Promise(string Kind, string Text)
{
    public const string Error = "error";

    private static readonly ImmutableArray<string> Kinds = ["text/plain", "text/html", "image/svg+xml", "stdout", "stderr", Error];

    public static Promise Parse(string promise) => promise.Split(": ", 2) is [var kind, { Length: > 0 } text] && Kinds.Contains(kind)
        ? new Promise(kind, text)
        : throw new FormatException($"'{promise}' is not one of {string.Join(", ", Kinds)}, then ': ', then a text");

    public bool IsKeptBy(NotebookCell cell) => cell.Shown.Any(shown => shown.Kind == Kind && shown.Text.Contains(Text, StringComparison.Ordinal));

    public override string ToString() => $"{Kind}: {Text}";
}
