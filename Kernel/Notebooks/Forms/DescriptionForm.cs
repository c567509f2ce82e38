using StateFlow.Language.Assistance;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.Forms;

/// <summary>What a name stands for.</summary>
internal static class DescriptionForm
{
    public static MimeBundle Of(NameDescription description)
    {
        var text = description.Documentation is { } documentation ? $"{description.Signature}\n\n{documentation}" : description.Signature;
        var markdown = $"```fsharp\n{description.Signature}\n```\n{description.Documentation}".TrimEnd();
        return MimeBundle.OfText(text).With(MimeBundle.Markdown, markdown);
    }
}
