using StateFlow.Language.Binding;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.Lowering;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Submissions;

/// <summary>What the submissions so far declare; immutable, so that a session can return to it.</summary>
public sealed class SubmissionScope
{
    internal SubmissionScope(GlobalScope names, LoweredNames lowered, ImmutableList<FunctionSymbol> functions, Program? program) =>
        (Names, Lowered, Functions, Program) = (names, lowered, functions, program);

    /// <summary>The scope of a first submission.</summary>
    public static SubmissionScope Empty { get; } = new(GlobalScope.Empty, LoweredNames.Empty, [], null);

    /// <summary>All that is declared; null if that is nothing.</summary>
    public Program? Program { get; }

    /// <summary>The top-level values that a submission can name, in the order of their names.</summary>
    public IEnumerable<Declaration> Values => Names.Names.OrderBy(entry => entry.Key, StringComparer.Ordinal)
        .Select(entry => entry.Value is ValueMeaning { Symbol: ScriptValueSymbol symbol } ? Declaration.Of(symbol, Lowered) : null)
        .OfType<Declaration>();

    /// <summary>Whether a name stands for a function, a type or a case of a union.</summary>
    public bool IsDefinition(string name) =>
        Names.Names.GetValueOrDefault(name) is FunctionMeaning || Names.Types.ContainsKey(name) || Names.Cases.ContainsKey(name);

    internal GlobalScope Names { get; }

    internal LoweredNames Lowered { get; }

    /// <summary>All functions ever declared: closures may still call those that a later one hides.</summary>
    internal ImmutableList<FunctionSymbol> Functions { get; }

    /// <summary>This scope, in which such names mean again what they meant in an earlier one.</summary>
    public SubmissionScope WithNamesOf(SubmissionScope earlier, IEnumerable<string> names)
    {
        var meanings = Names.Names.ToBuilder();
        foreach (var name in names)
        {
            if (earlier.Names.Names.TryGetValue(name, out var meaning)) meanings[name] = meaning;
            else meanings.Remove(name);
        }

        return new SubmissionScope(Names with { Names = meanings.ToImmutable() }, Lowered, Functions, Program);
    }

    /// <summary>This scope with more values, which a run keeps in new fields of the script's state, in that order.</summary>
    /// <exception cref="InvalidOperationException">There is no program yet.</exception>
    public SubmissionScope WithValues(IEnumerable<(string Name, DataType Type)> values)
    {
        if (Program is null) throw new InvalidOperationException("no program has been compiled");
        var names = Names.Names.ToBuilder();
        var places = Lowered.ScriptFields.ToBuilder();
        var fields = Program.Script.Fields.ToList();
        foreach (var (name, type) in values)
        {
            var symbol = new ScriptValueSymbol(name, type, isMutable: false, SourceSpan.None);
            names[name] = new ValueMeaning(symbol, FunctionDepth: 0);
            places.Add(symbol, fields.Count);
            fields.Add(new Field(name, type, IsMutable: false));
        }

        return new SubmissionScope(
            Names with { Names = names.ToImmutable() },
            Lowered with { ScriptFields = places.ToImmutable() },
            Functions,
            new Program(
                Program.Types,
                Program.Operators,
                Program.Script with { Fields = fields.ToSequence() },
                Program.Functions,
                Program.Constants,
                Program.Dataflow,
                Program.Calls,
                Program.Sources));
    }
}
