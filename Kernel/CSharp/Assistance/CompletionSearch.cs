using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Completion;
using Microsoft.CodeAnalysis.Tags;
using StateFlow.Notebooks.Cells;

namespace StateFlow.Notebooks.CSharp.Assistance;

/// <summary>What could stand at a place of a C# cell.</summary>
internal static class CompletionSearch
{
    private const int MaxItems = 200;

    /// <summary>Descriptions take time: of a long list nobody reads them all.</summary>
    private const int MaxDescribed = 25;

    public static async Task<CellCompletions> FindAsync(Document document, string text, int position, CancellationToken cancellation)
    {
        if (CompletionService.GetService(document) is not { } service) return CellCompletions.NoneAt(position);
        var found = await service.GetCompletionsAsync(document, position, cancellationToken: cancellation).ConfigureAwait(false);
        var typed = text[found.Span.Start..Math.Max(found.Span.Start, Math.Min(position, found.Span.End))];
        var items = found.ItemsList
            .Where(item => item.FilterText.StartsWith(typed, StringComparison.OrdinalIgnoreCase))
            .DistinctBy(item => item.DisplayText)
            .OrderBy(item => item.FilterText.StartsWith(typed, StringComparison.Ordinal) ? 0 : 1)
            .ThenBy(item => item.SortText, StringComparer.Ordinal)
            .Take(MaxItems)
            .ToList();
        var completions = ImmutableArray.CreateBuilder<CellCompletion>();
        foreach (var item in items)
        {
            var (detail, documentation) = items.Count > MaxDescribed ? (null, null) : await DescribeAsync(service, document, item, cancellation).ConfigureAwait(false);
            completions.Add(new CellCompletion(item.DisplayText, KindOf(item), detail, documentation));
        }

        return new CellCompletions(new TextRange(found.Span.Start, found.Span.End), completions.ToImmutable());
    }

    private static async Task<(string? Detail, string? Documentation)> DescribeAsync(
        CompletionService service, Document document, CompletionItem item, CancellationToken cancellation)
    {
        var description = await service.GetDescriptionAsync(document, item, cancellation).ConfigureAwait(false);
        if (description is null || description.Text == "") return (null, null);
        var lines = description.Text.Split('\n', 2);
        return (lines[0].Trim(), lines.Length > 1 && lines[1].Trim() is { Length: > 0 } more ? more : null);
    }

    private static CompletionKind KindOf(CompletionItem item) => item.Tags.FirstOrDefault() switch
    {
        WellKnownTags.Keyword => CompletionKind.Keyword,
        WellKnownTags.Method or WellKnownTags.ExtensionMethod => CompletionKind.Method,
        WellKnownTags.Property or WellKnownTags.Field or WellKnownTags.Event or WellKnownTags.EnumMember or WellKnownTags.Constant => CompletionKind.Property,
        WellKnownTags.Class or WellKnownTags.Structure or WellKnownTags.Interface or WellKnownTags.Enum or WellKnownTags.Delegate or WellKnownTags.TypeParameter => CompletionKind.Type,
        WellKnownTags.Namespace or WellKnownTags.Module => CompletionKind.Module,
        _ => CompletionKind.Value,
    };
}
