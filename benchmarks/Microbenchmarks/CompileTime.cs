using System.Text;
using System.Text.RegularExpressions;
using BenchmarkDotNet.Attributes;
using StateFlow.Language;
using StateFlow.Language.Syntax;

namespace StateFlow.Benchmarks;

/// <summary>How long the compiler takes from text to IR.</summary>
[MemoryDiagnoser]
public partial class CompileTime
{
    private const int Lines = 10_000;

    private SourceText? _source;

    /// <summary>A sample, or the shop over and over again.</summary>
    [Params("shop.sf", "bank.sf", "tpcc.sf", "10,000 lines")]
    public string Program { get; set; } = "";

    /// <summary>Reads or makes the text.</summary>
    [GlobalSetup]
    public void Setup() => _source = new SourceText(Program, Program.EndsWith(".sf") ? EmbeddedText.Read($"samples/{Program}") : Repeated());

    /// <summary>All passes.</summary>
    [Benchmark]
    public Compilation Compile() => Compiler.Compile([_source!]);

    /// <summary>The shop with other names each time, until it has so many lines.</summary>
    private static string Repeated()
    {
        var shop = EmbeddedText.Read("samples/shop.sf").ReplaceLineEndings("\n");
        var (text, lines) = (new StringBuilder(), 0);
        for (var copy = 1; lines < Lines; copy++)
        {
            var renamed = OwnNames().Replace(shop, name => $"{name}{copy}");
            text.Append(renamed).Append('\n');
            lines += renamed.Count('\n') + 1;
        }

        return text.ToString();
    }

    /// <summary>What the shop declares.</summary>
    [GeneratedRegex(@"\b(?:Item|User|apple|ann|ben|report)\b(?!"")")]
    private static partial Regex OwnNames();
}
