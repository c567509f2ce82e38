using System.Collections.Frozen;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Orleans.Messages;

/// <summary>What messages name by its place in the program: methods of entities, files, and the calls in the source.</summary>
/// <remarks>Programs of the same hash list the same, so that what one wrote the other reads.</remarks>
internal sealed class WireNames
{
    private readonly FrozenDictionary<string, int> _methodNumbers;
    private readonly FrozenDictionary<string, int> _fileNumbers;
    private readonly FrozenDictionary<SourceSpan, int> _callNumbers;

    /// <param name="files">The files in which the program's entities stand.</param>
    public WireNames(Program program, ImmutableArray<string> files)
    {
        var methods = program.Operators.SelectMany(op => op.Methods).ToList();
        Methods = [.. methods.Select(method => method.Name)];
        Files = files;
        Calls = [.. methods.SelectMany(method => method.Blocks).SelectMany(block => CallsOf(block.Terminator)).Select(call => call.Span)];
        _methodNumbers = Numbers(Methods);
        _fileNumbers = Numbers(Files);
        _callNumbers = Numbers(Calls);
    }

    public ImmutableArray<string> Methods { get; }

    public ImmutableArray<string> Files { get; }

    public ImmutableArray<SourceSpan> Calls { get; }

    /// <summary>The method's place in <see cref="Methods"/>; null for one of the script.</summary>
    public int? NumberOfMethod(string name) => _methodNumbers.TryGetValue(name, out var number) ? number : null;

    /// <summary>The file's place in <see cref="Files"/>; null for one without entities.</summary>
    public int? NumberOfFile(string name) => _fileNumbers.TryGetValue(name, out var number) ? number : null;

    /// <summary>The call's place in <see cref="Calls"/>; null for one outside of the entities.</summary>
    public int? NumberOfCall(SourceSpan span) => _callNumbers.TryGetValue(span, out var number) ? number : null;

    private static IEnumerable<Call> CallsOf(Terminator terminator) => terminator switch
    {
        CallTerminator call => [call.Call],
        ForkTerminator fork => fork.Branches.Select(branch => branch.Call),
        _ => [],
    };

    private static FrozenDictionary<T, int> Numbers<T>(ImmutableArray<T> items)
        where T : notnull
    {
        var numbers = new Dictionary<T, int>();
        for (var i = 0; i < items.Length; i++) numbers.TryAdd(items[i], i);
        return numbers.ToFrozenDictionary();
    }
}
