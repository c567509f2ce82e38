using System.Globalization;
using Microsoft.CodeAnalysis.Tags;
using Microsoft.DotNet.Interactive.Events;
using StateFlow.Notebooks.Cells;

namespace StateFlow.Interactive.Forms;

/// <summary>Completions as .NET Interactive has them.</summary>
internal static class CompletionItems
{
    /// <summary>The items, which editors show in the given order.</summary>
    public static IReadOnlyList<CompletionItem> Of(CellCompletions found) =>
        [.. found.Items.Select((item, index) => Of(item, index.ToString("D6", CultureInfo.InvariantCulture)))];

    private static CompletionItem Of(CellCompletion item, string order) => new(
        item.Text,
        Tag(item.Kind),
        filterText: item.Text,
        sortText: order,
        insertText: item.Text,
        documentation: string.Join("\n\n", new[] { item.Detail, item.Documentation }.Where(text => !string.IsNullOrEmpty(text))));

    private static string Tag(CompletionKind kind) => kind switch
    {
        CompletionKind.Keyword => WellKnownTags.Keyword,
        CompletionKind.Value => WellKnownTags.Local,
        CompletionKind.Function or CompletionKind.Method or CompletionKind.Directive => WellKnownTags.Method,
        CompletionKind.Property => WellKnownTags.Property,
        CompletionKind.Entity => WellKnownTags.Class,
        CompletionKind.Type => WellKnownTags.Structure,
        CompletionKind.Module => WellKnownTags.Module,
        CompletionKind.Key => WellKnownTags.Constant,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
