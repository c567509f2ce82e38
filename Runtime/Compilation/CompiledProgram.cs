using System.Collections.Frozen;
using StateFlow.Execution.Analysis;
using StateFlow.Execution.Calls;
using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Runtime.Compilation;

/// <summary>A program whose methods become code when they are first used, with the tables of its entities.</summary>
internal sealed class CompiledProgram
{
    private readonly FrozenDictionary<string, CompiledMethod> _methods;
    private readonly FrozenDictionary<string, CompiledOperator> _operators;
    private readonly FrozenDictionary<string, ConstantCell> _constants;
    private readonly KnownMethod?[] _known = new KnownMethod?[64];
    private readonly Numbering<SourceSpan> _spans = new();
    private readonly Numbering<InPlaceSite> _sites = new();

    /// <summary>Prepares a program.</summary>
    /// <param name="partitionBits">The logarithm of the number of partitions of each operator.</param>
    /// <param name="callsDirectly">Whether requests are run directly where that is possible.</param>
    public CompiledProgram(Program program, int partitionBits, bool callsDirectly = true)
    {
        Program = program;
        Loaded = new LoadedProgram(program);
        ValueTypes = new ValueTypes(program);
        Calls = new CallCheck(program, ValueTypes);
        Types = new ClrTypes(program);
        Boxing = new Boxing(Types);
        Classes = new GeneratedClasses(Types);
        Access = new AccessAnalysis(program);
        Footprints = new FootprintAnalysis(program, Access);
        Operators = [.. program.Operators.Append(program.Script).Select((op, index) => new CompiledOperator(this, op, index, partitionBits))];
        _operators = Operators.ToFrozenDictionary(op => op.Name);
        Methods = [.. Operators
            .SelectMany(op => op.Operator.Methods.Select(method => (Operator: (CompiledOperator?)op, Method: method)))
            .Concat(program.Functions.Select(method => (Operator: (CompiledOperator?)null, Method: method)))
            .Select((entry, index) => new CompiledMethod(this, entry.Operator, entry.Method, index))];
        _methods = Methods.ToFrozenDictionary(method => method.Method.Name);
        // A direct run may check an invariant once more than events would, which must not be seen.
        CallsDirectly = callsDirectly && !program.Operators.SelectMany(op => op.Invariants).Any(invariant => Access.HasEffects(program.Method(invariant.Method)));
        _constants = program.Constants.ToFrozenDictionary(constant => constant.Name, constant => new ConstantCell(constant));
    }

    /// <summary>What is compiled.</summary>
    public Program Program { get; }

    /// <summary>The program's types by name.</summary>
    public LoadedProgram Loaded { get; }

    /// <summary>Which values are of which types.</summary>
    public ValueTypes ValueTypes { get; }

    /// <summary>Says what is wrong with a call from outside.</summary>
    public CallCheck Calls { get; }

    /// <summary>How values are held.</summary>
    public ClrTypes Types { get; }

    /// <summary>How values are boxed.</summary>
    public Boxing Boxing { get; }

    /// <summary>The generated classes.</summary>
    public GeneratedClasses Classes { get; }

    /// <summary>What code may do with states.</summary>
    public AccessAnalysis Access { get; }

    /// <summary>What calls may touch.</summary>
    public FootprintAnalysis Footprints { get; }

    /// <summary>The operators, the script last.</summary>
    public ImmutableArray<CompiledOperator> Operators { get; }

    /// <summary>All methods.</summary>
    public ImmutableArray<CompiledMethod> Methods { get; }

    /// <summary>Whether requests are run directly, as <see cref="DirectCompiler"/> says, where that is possible.</summary>
    public bool CallsDirectly { get; }

    /// <summary>Held while something is compiled.</summary>
    public Lock Gate { get; } = new();

    /// <summary>The operator of that name.</summary>
    public CompiledOperator Operator(string name) => _operators[name];

    /// <summary>The operator of that name; null if there is none.</summary>
    public CompiledOperator? FindOperator(string name) => _operators.GetValueOrDefault(name);

    /// <summary>The method of that name.</summary>
    public CompiledMethod Method(string name) => _methods[name];

    /// <summary>The method of that name; null if there is none.</summary>
    public CompiledMethod? FindMethod(string name)
    {
        // Clients use the same string again and again; two threads that write here at once lose one of the entries.
        ref var known = ref _known[(name.Length * 31 + (name.Length > 0 ? name[^1] : 0)) % _known.Length];
        if (Volatile.Read(ref known) is { } entry && ReferenceEquals(entry.Name, name)) return entry.Method;
        if (!_methods.TryGetValue(name, out var method)) return null;
        Volatile.Write(ref known, new KnownMethod(name, method));
        return method;
    }

    /// <summary>The number of the edge of the dataflow on which calls travel from one operator to another.</summary>
    public int Edge(CompiledOperator source, CompiledOperator target) => source.Index * Operators.Length + target.Index;

    /// <summary>The number of the edge on which requests travel to an operator.</summary>
    public int EdgeFromIngress(CompiledOperator target) => Operators.Length * Operators.Length + target.Index;

    /// <summary>The cell of a constant.</summary>
    public ConstantCell Constant(string name) => _constants[name];

    /// <summary>The number by which code names a place in the source.</summary>
    public int Number(SourceSpan span) => _spans.Add(span);

    /// <summary>The number by which code names a call in place.</summary>
    public int Number(InPlaceSite site) => _sites.Add(site);

    /// <summary>The place of that number.</summary>
    public SourceSpan Span(int number) => _spans[number];

    /// <summary>The call in place of that number.</summary>
    public InPlaceSite Site(int number) => _sites[number];
}

/// <summary>A method that was found by a string.</summary>
internal sealed record KnownMethod(string Name, CompiledMethod Method);

/// <summary>A constant, with its value once it has been computed.</summary>
internal sealed class ConstantCell(Constant constant)
{
    private Value? _value;

    /// <summary>The constant.</summary>
    public Constant Constant { get; } = constant;

    /// <summary>Its value; null before its first use.</summary>
    public Value? Value
    {
        get => Volatile.Read(ref _value);
        set => Volatile.Write(ref _value, value);
    }
}
