using Microsoft.DotNet.Interactive.Formatting;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Interactive.Forms;

/// <summary>The forms of a thing as .NET Interactive has them.</summary>
internal static class FormattedValues
{
    /// <summary>All forms; plain text, which every host can show, is the last.</summary>
    public static IReadOnlyList<FormattedValue> Of(MimeBundle content) =>
    [
        .. content.Contents.Where(form => form.Key != MimeBundle.Text).Select(form => new FormattedValue(form.Key, form.Value)),
        new FormattedValue(MimeBundle.Text, content.PlainText),
    ];
}
