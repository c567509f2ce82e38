using System.Text;
using StateFlow.DebugAdapter.Launching;
using StateFlow.Language.Syntax;

namespace StateFlow.Jupyter.Debugging;

/// <summary>The files that hosts take cells for when they debug. None is ever written: a host computes the path of a cell from its text.</summary>
internal sealed class CellFiles
{
    /// <summary>Where the hash of a cell begins.</summary>
    public const uint HashSeed = 0xc70f6907;

    /// <summary>What follows the hash of a cell in its path.</summary>
    public const string Suffix = ".sf";

    private readonly Dictionary<string, string> _textsByPath = [];
    private readonly Dictionary<string, string> _textsBySource = [];

    /// <summary>What comes before the hash of a cell in its path.</summary>
    public static string Prefix { get; } = Path.Combine(Path.GetFullPath(Path.GetTempPath()), $"stateflow_{Environment.ProcessId}") + Path.DirectorySeparatorChar;

    /// <summary>Remembers a cell.</summary>
    /// <returns>Its path.</returns>
    public string Add(string cell)
    {
        var path = PathOf(cell);
        _textsByPath[path] = cell;
        return path;
    }

    /// <summary>Remembers of which cell a part is run.</summary>
    public void Add(SourceText part, string cell) => _textsBySource[part.File] = cell;

    /// <summary>The cell with a path; null if none has it.</summary>
    public string? Find(string path) => _textsByPath.GetValueOrDefault(path) ?? _textsBySource.Values.FirstOrDefault(cell => PathOf(cell) == path);

    /// <summary>Where a host finds the texts of a program.</summary>
    /// <param name="texts">In the order in which they were run: of cells with the same text, the last one is meant.</param>
    public ProgramSources SourcesOf(IEnumerable<SourceText> texts) =>
        new(texts.Reverse(), text => PathOf(_textsBySource.GetValueOrDefault(text.File) ?? text.Text));

    private static string PathOf(string cell) => $"{Prefix}{MurmurHash2.Of(Encoding.UTF8.GetBytes(cell), HashSeed)}{Suffix}";
}
