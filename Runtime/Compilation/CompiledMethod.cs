using StateFlow.Execution.Analysis;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Runtime.Execution;

namespace StateFlow.Runtime.Compilation;

/// <summary>How a run of a method's code ended.</summary>
internal enum Signal
{
    /// <summary>The method has returned; the result is in the executor's register for its type.</summary>
    Return,

    /// <summary>The method waits for the call that the executor has been given.</summary>
    Call,

    /// <summary>The method waits for the calls of a fork, which the executor has been given.</summary>
    Fork,

    /// <summary>The script waits for a call that it has started.</summary>
    Wait,

    /// <summary>The method has failed; the failure is in the executor's register for objects.</summary>
    Fail,
}

/// <summary>Runs a method from one of its entries to where it waits or returns.</summary>
/// <param name="entry">As <see cref="Entry"/> numbers them.</param>
internal delegate Signal MethodCode(UnitExecutor executor, Frame frame, EntityInstance state, int entry);

/// <summary>Runs a method that never waits on arguments as values.</summary>
internal delegate Value BoxedCode(UnitExecutor executor, EntityInstance? state, Value[] arguments);

/// <summary>Runs a method, with all that it calls, for a request; what it gives counts only if the executor then is still in its direct run.</summary>
internal delegate Value DirectCode(UnitExecutor executor, EntityInstance home, Value[] arguments);

/// <summary>Says whether the invariants of an entity hold.</summary>
internal delegate bool InvariantCode(UnitExecutor executor, EntityInstance state);

/// <summary>Where a method's code can be entered.</summary>
internal static class Entry
{
    /// <summary>The beginning.</summary>
    public const int Begin = 0;

    /// <summary>After a block's call has been answered by a result.</summary>
    public static int Result(int block) => 2 * block + 1;

    /// <summary>After a block's call has been answered by a failure.</summary>
    public static int Failure(int block) => 2 * block + 2;
}

/// <summary>A method of the program as code, which is generated at its first use.</summary>
internal sealed class CompiledMethod(CompiledProgram program, CompiledOperator? op, Method method, int index)
{
    private readonly Access[] _access = Enumerable.Repeat((Access)(-1), 2 * method.Blocks.Count + 1).ToArray();
    private MethodCode? _code;
    private BoxedCode? _boxed;
    private object? _inPlace;
    private object? _direct;
    private object? _directInPlace;
    private DirectCode? _directRoot;
    private FrameClass? _frame;

    /// <summary>The program that it is part of.</summary>
    public CompiledProgram Program { get; } = program;

    /// <summary>The operator on whose entities it runs; null for a function outside of entities.</summary>
    public CompiledOperator? Operator { get; } = op;

    /// <summary>What it was compiled from.</summary>
    public Method Method { get; } = method;

    /// <summary>Its place among the program's methods.</summary>
    public int Index { get; } = index;

    /// <summary>Whether only members of its entity may call it.</summary>
    public bool IsPrivate { get; } = method.IsPrivate;

    /// <summary>Whether a call by an event begins a transaction.</summary>
    public bool IsTransactional { get; } = method.IsTransactional;

    /// <summary>How its result is held.</summary>
    public Holding ResultHolding { get; } = program.Types.HoldingOf(method.Result);

    /// <summary>Its parameters.</summary>
    public ImmutableArray<CompiledParameter> Parameters { get; } =
    [
        .. method.Parameters.Select(parameter => new CompiledParameter(
            parameter,
            program.Types.HoldingOf(parameter.Type),
            parameter.Type is EntityType entity ? program.Operator(entity.Name) : null)),
    ];

    /// <summary>The parameters that refer to entities.</summary>
    public ImmutableArray<ReferenceParameter> References { get; } =
    [
        .. from parameter in method.Parameters.Index()
           where parameter.Item.Type is EntityType
           select new ReferenceParameter(parameter.Index, program.Operator(((EntityType)parameter.Item.Type).Name)),
    ];

    /// <summary>What a call may do with which entities, invariants included; null if that depends on more than its target and arguments.</summary>
    public Footprint? Footprint { get; } = FootprintOf(program, op, method);

    /// <summary>Whether failures name it in their chain of calls.</summary>
    public bool IsMember { get; } = IsMemberKind(method.Kind);

    /// <summary>The code for events.</summary>
    public MethodCode Code => _code ?? Compiled(ref _code, () => EventCompiler.Compile(this));

    /// <summary>The code for calls by function values.</summary>
    public BoxedCode Boxed => _boxed ?? Compiled(ref _boxed, () => InPlaceCompiler.Boxed(this));

    /// <summary>The class of its frames.</summary>
    public FrameClass Frames => _frame ?? Compiled(ref _frame, () => new FrameClass(Program, Method));

    /// <summary>Whether neither it nor anything that it calls can change a state or print.</summary>
    public bool IsReadOnly { get; } = !program.Access.HasEffects(method);

    /// <summary>The code for calls in place: a <see cref="CodeSlot{TDelegate}"/>, whose delegate takes executor, state and typed arguments.</summary>
    public object InPlace => Slot(ref _inPlace, InPlaceCompiler.Empty, InPlaceCompiler.Compile);

    /// <summary>The code for direct calls: a <see cref="CodeSlot{TDelegate}"/>, whose delegate takes executor, entity, edge and typed arguments.</summary>
    public object Direct => Slot(ref _direct, DirectCompiler.Empty, static (method, slot) => DirectCompiler.Compile(method, slot, isInPlace: false));

    /// <summary>The same for direct calls in the caller's step.</summary>
    public object DirectInPlace => Slot(ref _directInPlace, DirectCompiler.Empty, static (method, slot) => DirectCompiler.Compile(method, slot, isInPlace: true));

    /// <summary>The code for requests that are run directly.</summary>
    public DirectCode DirectRoot => _directRoot ?? Compiled(ref _directRoot, () => DirectCompiler.Root(this));

    /// <summary>Whether failures name methods of a kind in their chain of calls.</summary>
    public static bool IsMemberKind(MethodKind kind) => kind is MethodKind.Method or MethodKind.Property;

    /// <summary>What its code may do with the entity's state, entered there, until the step ends.</summary>
    public Access AccessFrom(int entry)
    {
        var known = _access[entry];
        return known >= 0 ? known : _access[entry] = ComputeAccess(entry);
    }

    private static Footprint? FootprintOf(CompiledProgram program, CompiledOperator? op, Method method) => op is not null && program.Footprints.Of(method) is { } footprint
        ? new Footprint(
            WithInvariants(op, footprint.Target),
            [.. footprint.Parameters.Zip(method.Parameters, Access? (access, parameter) =>
                access is { } known ? WithInvariants(program.Operator(((EntityType)parameter.Type).Name), known) : null)])
        : null;

    /// <summary>A transaction checks the invariants of whatever it has touched.</summary>
    private static Access WithInvariants(CompiledOperator op, Access access) => op.HasInvariants ? access | Access.Read : access;

    private Access ComputeAccess(int entry)
    {
        if (entry == Entry.Begin) return Program.Access.From(Method, 0);
        var block = Method.Blocks[(entry - 1) / 2];
        if (entry % 2 == 0) return block.Handler is { } handler ? Program.Access.From(Method, handler.Block) : Access.None;
        return Program.Access.From(Method, block.Terminator switch
        {
            CallTerminator call => call.Resume,
            ForkTerminator fork => fork.Join,
            _ => throw new ArgumentException("the block does not wait", nameof(entry)),
        });
    }

    private object Slot(ref object? place, Func<CompiledMethod, object> empty, Action<CompiledMethod, object> compile)
    {
        lock (Program.Gate)
        {
            if (place is { } known) return known;
            place = empty(this);
            compile(this, place);
            return place;
        }
    }

    private T Compiled<T>(ref T? place, Func<T> compile)
        where T : class
    {
        lock (Program.Gate)
        {
            return place ??= compile();
        }
    }
}

/// <summary>A parameter that refers to an entity.</summary>
/// <param name="Index">Its number.</param>
internal readonly record struct ReferenceParameter(int Index, CompiledOperator Operator);

/// <summary>A parameter of a method.</summary>
/// <param name="Holding">How its values are held.</param>
/// <param name="Operator">Whose entities it refers to; null if to none.</param>
internal sealed record CompiledParameter(Variable Variable, Holding Holding, CompiledOperator? Operator);
