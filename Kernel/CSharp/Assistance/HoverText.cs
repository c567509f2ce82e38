using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.QuickInfo;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.CSharp.Assistance;

/// <summary>What stands at a place of a C# cell.</summary>
internal static class HoverText
{
    public static async Task<CellHover?> FindAsync(Document document, int position, CancellationToken cancellation)
    {
        if (QuickInfoService.GetService(document) is not { } service) return null;
        var info = await service.GetQuickInfoAsync(document, position, cancellation).ConfigureAwait(false);
        if (info is null || info.Sections.IsEmpty) return null;
        var signature = info.Sections.FirstOrDefault(section => section.Kind == QuickInfoSectionKinds.Description)?.Text ?? info.Sections[0].Text;
        var documentation = string.Join('\n', info.Sections.Where(section => section.Kind is QuickInfoSectionKinds.DocumentationComments).Select(section => section.Text));
        var text = documentation == "" ? signature : $"{signature}\n\n{documentation}";
        var markdown = $"```csharp\n{signature}\n```\n{documentation}".TrimEnd();
        return new CellHover(new TextRange(info.Span.Start, info.Span.End), MimeBundle.OfText(text).With(MimeBundle.Markdown, markdown));
    }
}
