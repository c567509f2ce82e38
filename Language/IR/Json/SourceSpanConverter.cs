using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.IR.Json;

/// <summary>Writes a span as <c>file:line,column,offset-line,column,offset</c>, the file by its index among the sources; none as an empty text.</summary>
internal sealed class SourceSpanConverter(Sequence<SourceText> sources) : JsonConverter<SourceSpan>
{
    private readonly Dictionary<string, int> _indexes = Indexes(sources);

    public override SourceSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString();
        if (text is "") return SourceSpan.None;
        return Parse(text) ?? throw new JsonException($"'{text}' is not a place in the sources");
    }

    public override void Write(Utf8JsonWriter writer, SourceSpan value, JsonSerializerOptions options)
    {
        if (value == SourceSpan.None)
        {
            writer.WriteStringValue("");
            return;
        }

        if (!_indexes.TryGetValue(value.File, out var index))
            throw new InvalidOperationException($"The program has no source '{value.File}', which a span refers to.");
        writer.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{index}:{Write(value.Start)}-{Write(value.End)}"));
    }

    private static Dictionary<string, int> Indexes(Sequence<SourceText> sources)
    {
        var indexes = new Dictionary<string, int>();
        for (var i = 0; i < sources.Count; i++) indexes.TryAdd(sources[i].File, i);
        return indexes;
    }

    private static string Write(SourcePosition position) =>
        string.Create(CultureInfo.InvariantCulture, $"{position.Line},{position.Column},{position.Offset}");

    private SourceSpan? Parse(string? text)
    {
        Span<int> numbers = stackalloc int[7];
        if (!TryReadNumbers(text, numbers) || numbers[0] >= sources.Count) return null;
        var source = sources[numbers[0]];
        var start = new SourcePosition(numbers[3], numbers[1], numbers[2]);
        var end = new SourcePosition(numbers[6], numbers[4], numbers[5]);
        var isInside = start.Offset <= end.Offset && end.Offset <= source.Text.Length;
        return isInside ? new SourceSpan(source.File, start, end) : null;
    }

    private static bool TryReadNumbers(ReadOnlySpan<char> text, Span<int> numbers)
    {
        const string Separators = ":,,-,,";
        for (var i = 0; i < numbers.Length; i++)
        {
            var length = i < Separators.Length ? text.IndexOf(Separators[i]) : text.Length;
            if (length < 0 || !int.TryParse(text[..length], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i])) return false;
            text = i < Separators.Length ? text[(length + 1)..] : [];
        }

        return true;
    }
}
