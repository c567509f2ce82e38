namespace StateFlow.Notebooks.Outputs;

/// <summary>One thing in several forms, of which a host shows the richest that it can.</summary>
/// <param name="Contents">The forms by MIME type; all but <see cref="Json"/> are texts. There is always one of <see cref="Text"/>.</param>
public sealed record MimeBundle(ImmutableSortedDictionary<string, string> Contents)
{
    /// <summary>Plain text.</summary>
    public const string Text = "text/plain";

    /// <summary>A fragment of a page, which brings its style and needs no network.</summary>
    public const string Html = "text/html";

    /// <summary>A drawing.</summary>
    public const string Svg = "image/svg+xml";

    /// <summary>Markdown.</summary>
    public const string Markdown = "text/markdown";

    /// <summary>A value as JSON.</summary>
    public const string Json = "application/json";

    /// <summary>The form for hosts that show nothing else.</summary>
    public string PlainText => Contents[Text];

    /// <summary>A text, in no other form.</summary>
    public static MimeBundle OfText(string text) => new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(Text, text));

    /// <summary>The same with one more form.</summary>
    public MimeBundle With(string mimeType, string content) => new(Contents.SetItem(mimeType, content));
}
