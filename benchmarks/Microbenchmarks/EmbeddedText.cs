using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Benchmarks;

/// <summary>Texts that are part of this assembly.</summary>
internal static class EmbeddedText
{
    public static string Read(string name)
    {
        using var stream = typeof(EmbeddedText).Assembly.GetManifestResourceStream(name) ?? throw new ArgumentException($"there is no '{name}'", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    public static Program Compile(string name) => Compile(new SourceText(name, Read(name)));

    public static Program Compile(SourceText source)
    {
        var compilation = Compiler.Compile([source]);
        return compilation.Program ?? throw new InvalidOperationException(string.Join('\n', compilation.Diagnostics));
    }
}
