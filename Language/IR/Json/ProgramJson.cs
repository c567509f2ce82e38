using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.IR.Json;

/// <summary>The JSON form of a program, in which it can be kept and given to tools and engines of any language.</summary>
public static class ProgramJson
{
    internal const int MaxDepth = 50_000;

    /// <summary>The name and version of the form, which stands first in it.</summary>
    public static string Schema { get; } = $"stateflow/{Program.SchemaVersion}";

    /// <summary>The program as JSON.</summary>
    public static string Write(Program program)
    {
        using var stream = new MemoryStream();
        Write(program, stream);
        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <summary>Writes the program as JSON in UTF-8.</summary>
    public static void Write(Program program, Stream stream) => stream.Write(DeepStack.Run(() =>
    {
        var compact = JsonSerializer.SerializeToUtf8Bytes(ProgramDocument.Of(program), Options(new SourceSpanConverter(program.Sources)));
        return JsonIndentation.Indent(compact);
    }));

    /// <summary>The program that a JSON text describes.</summary>
    /// <exception cref="ProgramFormatException">The text is not JSON, of another version, or not a whole program.</exception>
    public static Program Read(string json)
    {
        var utf8 = Encoding.UTF8.GetBytes(json.TrimStart('\uFEFF'));
        var sources = ReadHeader(utf8);
        return DeepStack.Run(() =>
        {
            var program = ReadDocument(utf8, sources).ToProgram();
            ProgramValidator.Validate(program);
            return program;
        });
    }

    private static JsonSerializerOptions SourceOptions { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = ProgramJsonContext.Default,
    };

    internal static JsonSerializerOptions Options(JsonConverter<SourceSpan> spans) => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        MaxDepth = MaxDepth,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { spans, new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
        TypeInfoResolver = ProgramJsonContext.Default,
    };

    /// <summary>Checks that the whole text is JSON of this version, and finds the sources.</summary>
    private static Sequence<SourceText> ReadHeader(byte[] utf8)
    {
        string? schema = null;
        Sequence<SourceText>? sources = null;
        try
        {
            var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject) throw new ProgramFormatException("The file is not a program: it should be a JSON object.");
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = reader.GetString();
                reader.Read();
                if (name == "schema" && reader.TokenType == JsonTokenType.String) schema = reader.GetString();
                if (name == "sources") sources = ReadSources(reader);
                reader.Skip();
            }

            while (reader.Read())
            {
                // Anything after the object is an error that the reader finds.
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new ProgramFormatException($"The file is not valid JSON: {exception.Message}", exception);
        }

        if (schema is null) throw new ProgramFormatException($"The file is not a program: it has no \"schema\": \"{Schema}\".");
        if (schema != Schema) throw new ProgramFormatException($"The program is of the version '{schema}'; only '{Schema}' is known.");
        return sources ?? throw new ProgramFormatException("The program has no \"sources\".");
    }

    private static Sequence<SourceText>? ReadSources(Utf8JsonReader reader)
    {
        try
        {
            return JsonSerializer.Deserialize<Sequence<SourceText>>(ref reader, SourceOptions);
        }
        catch (JsonException exception)
        {
            throw Unreadable(exception);
        }
    }

    private static ProgramDocument ReadDocument(byte[] utf8, Sequence<SourceText> sources)
    {
        try
        {
            return JsonSerializer.Deserialize<ProgramDocument>(utf8, Options(new SourceSpanConverter(sources)))
                ?? throw new ProgramFormatException("The file is not a program: it is null.");
        }
        catch (JsonException exception)
        {
            throw Unreadable(exception);
        }
        catch (Exception exception) when (exception is NotSupportedException or InvalidOperationException or ArgumentException)
        {
            throw new ProgramFormatException("The program has a part of an unknown kind.", exception);
        }
    }

    private static ProgramFormatException Unreadable(JsonException exception)
    {
        var line = exception.LineNumber is { } number ? $"line {number + 1}: " : "";
        return new ProgramFormatException($"The program cannot be read: {line}a part is missing, unknown or not of the right kind.", exception);
    }
}
