using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Clients.Source;

/// <summary>Documentation comments in the sources of a program.</summary>
internal static class DocText
{
    /// <summary>The comment above a declaration, attributes between them left out; null if there is none.</summary>
    public static string? Above(Program program, SourceSpan declaration)
    {
        var source = program.Sources.FirstOrDefault(text => text.File == declaration.File);
        if (source is null) return null;
        var before = source.Text.AsSpan(0, Math.Min(declaration.Start.Offset, source.Text.Length)).ToString().Split('\n');
        var lines = before[..^1].Reverse().Select(line => line.Trim())
            .SkipWhile(line => line.StartsWith("[<", StringComparison.Ordinal))
            .TakeWhile(line => line.StartsWith("///", StringComparison.Ordinal))
            .Select(line => line[3..].Trim())
            .Reverse()
            .ToList();
        return lines.Count == 0 ? null : string.Join('\n', lines);
    }
}
