using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace StateFlow.Jupyter.Installation;

/// <summary>What Jupyter must know to offer the kernel and to start it: a folder with <c>kernel.json</c> and logos.</summary>
/// <param name="Command">The program and the arguments that the name of a connection file follows.</param>
public sealed record KernelSpecification(string DisplayName, ImmutableArray<string> Command)
{
    /// <summary>The name of the kernel if no other is given.</summary>
    public const string DefaultName = "stateflow";

    /// <summary>The language of its notebooks.</summary>
    public const string Language = "stateflow";

    private const string File = "kernel.json";

    private const string RuntimeVariable = "DOTNET_ROOT";

    private static readonly ImmutableArray<string> Logos = ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"];

    private static readonly JsonWriterOptions WriterOptions = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Whether Jupyter accepts a name.</summary>
    public static bool IsName(string name) => name.Length > 0 && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '-' or '_' or '.');

    /// <summary>Where a kernel is, or would be.</summary>
    public static string FolderOf(string kernelsFolder, string name) => Path.Combine(kernelsFolder, name);

    /// <summary>The language of the kernel in a folder; null if there is no kernel, empty if it does not say.</summary>
    /// <exception cref="IOException"/>
    /// <exception cref="UnauthorizedAccessException"/>
    public static string? LanguageIn(string folder)
    {
        var file = Path.Combine(folder, File);
        if (!System.IO.File.Exists(file)) return null;
        try
        {
            return JsonNode.Parse(System.IO.File.ReadAllBytes(file)) is JsonObject kernel && kernel["language"] is JsonValue language && language.TryGetValue(out string? name) ? name : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    /// <summary>Writes it to a folder, in the place of what was there.</summary>
    /// <exception cref="IOException"/>
    /// <exception cref="UnauthorizedAccessException"/>
    public void Install(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var logo in Logos)
        {
            using var content = typeof(KernelSpecification).Assembly.GetManifestResourceStream(logo)!;
            using var file = System.IO.File.Create(Path.Combine(folder, logo));
            content.CopyTo(file);
        }

        using var specification = System.IO.File.Create(Path.Combine(folder, File));
        using var writer = new Utf8JsonWriter(specification, WriterOptions);
        Json().WriteTo(writer);
    }

    /// <summary>Removes a kernel.</summary>
    /// <exception cref="IOException"/>
    /// <exception cref="UnauthorizedAccessException"/>
    public static void Uninstall(string folder) => Directory.Delete(folder, recursive: true);

    private JsonObject Json() => new()
    {
        ["argv"] = new JsonArray([.. Command, "{connection_file}"]),
        ["display_name"] = DisplayName,
        ["language"] = Language,
        ["interrupt_mode"] = "message",
        ["env"] = Environment.GetEnvironmentVariable(RuntimeVariable) is { Length: > 0 } runtime ? new JsonObject { [RuntimeVariable] = runtime } : new JsonObject(),
        ["metadata"] = new JsonObject { ["debugger"] = true },
    };
}
