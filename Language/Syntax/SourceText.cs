namespace StateFlow.Language.Syntax;

/// <summary>A source file's text under the name it is reported by.</summary>
/// <param name="File">The name that diagnostics show, for example <c>shop.sf</c> or <c>stdin</c>.</param>
/// <param name="Text">The whole text.</param>
public sealed record SourceText(string File, string Text)
{
    /// <summary>The text that <paramref name="span"/> covers.</summary>
    public string Slice(SourceSpan span) => Text[span.Start.Offset..span.End.Offset];
}
