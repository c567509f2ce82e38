using System.Runtime.CompilerServices;
using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Evaluation.Functions;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Runtime.Compilation;

namespace StateFlow.Runtime.Execution;

/// <content>What generated code uses.</content>
internal sealed partial class UnitExecutor
{
    private readonly Pool<Frame>[] _freeFrames = [.. program.Methods.Select(_ => new Pool<Frame>())];
    private readonly HashSet<ConstantCell> _constantsInProgress = [];
    private int[] _sites = new int[64];
    private CompiledMethod? _applied;

    /// <summary>The register for results held as <see cref="long"/>.</summary>
    public long LongResult;

    /// <summary>The register for results held as <see cref="double"/>.</summary>
    public double DoubleResult;

    /// <summary>The register for results held as <see cref="bool"/>.</summary>
    public bool BoolResult;

    /// <summary>The register for all other results, and for failures.</summary>
    public object? ObjectResult;

    /// <summary>The call that a method waits for.</summary>
    public Frame? Callee;

    /// <summary>The calls of a fork that a method waits for.</summary>
    public Frame[]? Branches;

    /// <summary>The started call that a script waits for.</summary>
    public CallHandle? Awaited;

    /// <summary>How many calls in place are active in the running method.</summary>
    public int SiteCount;

    /// <summary>The name of the register for results held as a type.</summary>
    public static string RegisterFor(Type type) =>
        type == typeof(long) ? nameof(LongResult)
        : type == typeof(double) ? nameof(DoubleResult)
        : type == typeof(bool) ? nameof(BoolResult)
        : nameof(ObjectResult);

    /// <summary>A frame for a call.</summary>
    public Frame Rent(CompiledMethod method, FrameKind kind, EntityInstance? home)
    {
        if (!_freeFrames[method.Index].TryTake(out var frame))
        {
            frame = method.Frames.New();
            frame.Method = method;
        }

        frame.Kind = kind;
        frame.Home = home;
        return frame;
    }

    /// <summary>A frame that asks whether an entity exists.</summary>
    public Frame RentExists(EntityInstance home) => new() { Kind = FrameKind.Exists, Home = home };

    /// <summary>Begins a call in place.</summary>
    public void Enter(int site)
    {
        if (Depth >= maxDepth) throw new FailureException(TooDeep(program.Site(site).Span));
        EnterUnchecked(site);
    }

    /// <summary>Ends a call in place.</summary>
    public void Leave() => SiteCount--;

    /// <summary>Forgets the calls in place that a failure, caught now, has left.</summary>
    public void Unwind(int siteCount) => SiteCount = siteCount;

    /// <summary>Ends what runs if that was asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void CheckInterruption()
    {
        if (IsInterrupted) throw new OperationCanceledException();
    }

    /// <summary>Prints, as an effect of the step.</summary>
    public void Print(string text, bool newLine)
    {
        if (newLine) text += "\n";
        if (script is not null && _transactions == 0 && !_isInPlaceTransaction) script.Print(text);
        else _output.Add(text);
    }

    /// <summary>The numbers of a loop.</summary>
    public IntRange Range(long from, long step, long to, int span) => new(from, step, to, new Site(this, program.Span(span)));

    /// <summary>The value of a constant, which is computed at its first use.</summary>
    public Value ConstantValue(ConstantCell cell, int span)
    {
        if (cell.Value is { } known) return known;
        if (!_constantsInProgress.Add(cell)) throw Failure($"the value of '{cell.Constant.Name}' depends on itself", span);
        try
        {
            return cell.Value = program.Method(cell.Constant.Method).Boxed(this, null, []);
        }
        finally
        {
            _constantsInProgress.Remove(cell);
        }
    }

    /// <summary>Computes an operator whose operands are of a generic type.</summary>
    public Value Apply(BinaryOperator op, Value left, Value right, int span) => Arithmetic.Apply(op, left, right, new Site(this, program.Span(span)));

    /// <summary>Computes an operator whose operand is of a generic type.</summary>
    public Value Apply(UnaryOperator op, Value operand, int span) => Arithmetic.Apply(op, operand, new Site(this, program.Span(span)));

    /// <summary>Computes a function of the library.</summary>
    public Value CallLibrary(LibraryBody body, Value[] arguments, DataType result, int span) =>
        body(new LibraryCall(this, arguments, result, program.Span(span)));

    /// <summary>Applies a function value.</summary>
    public Value Apply(FunctionValue function, Value[] arguments, int span) => Apply(function, arguments, program.Span(span));

    /// <inheritdoc />
    public Value Apply(FunctionValue function, ReadOnlySpan<Value> arguments, SourceSpan span)
    {
        while (true)
        {
            var missing = function.Missing;
            if (arguments.Length < missing) return function with { Arguments = function.Arguments.AddRange(arguments) };
            if (Depth >= maxDepth) throw new FailureException(TooDeep(span));
            EnterUnchecked(-1);
            Value[] all = [.. function.Arguments, .. arguments[..missing]];
            var method = Compiled(function.Method);
            var result = StackGuard.HasRoom
                ? method.Boxed(this, _state, all)
                : StackGuard.Continue((Executor: this, method, all), static call => call.method.Boxed(call.Executor, call.Executor._state, call.all));
            SiteCount--;
            if (arguments.Length == missing) return result;
            arguments = arguments[missing..];
            function = new Site(this, span).As<FunctionValue>(result);
        }
    }

    /// <summary>The code of a function value's method; a function of the library applies the same one again and again.</summary>
    private CompiledMethod Compiled(Method method) =>
        ReferenceEquals(_applied?.Method, method) ? _applied! : _applied = program.Method(method.Name);

    /// <summary>Starts a call of a script.</summary>
    public CallHandle Start(Frame callee, int span) => script!.Start(callee, program.Span(span));

    private void EnterUnchecked(int site)
    {
        if (SiteCount == _sites.Length) Array.Resize(ref _sites, 2 * SiteCount);
        _sites[SiteCount++] = site;
    }

    private void Release(Frame frame)
    {
        if (frame.Kind == FrameKind.Exists) return;
        frame.Below = null;
        frame.Home = null;
        frame.Fork = null;
        frame.Branch = -1;
        frame.IsTransaction = false;
        _freeFrames[frame.Method.Index].Return(frame);
    }

    /// <summary>The result that a method has left in the registers.</summary>
    private Value ResultOf(CompiledMethod method) => method.ResultHolding switch
    {
        Holding.Int => IntValue.Of(LongResult),
        Holding.Float => new FloatValue(DoubleResult),
        Holding.Bool => BoolValue.Of(BoolResult),
        Holding.String => new StringValue((string)ObjectResult!),
        Holding.IntKey => new EntityReference(((EntityType)method.Method.Result).Name, IntValue.Of(LongResult)),
        Holding.StringKey => new EntityReference(((EntityType)method.Method.Result).Name, new StringValue((string)ObjectResult!)),
        _ => (Value)ObjectResult!,
    };

    /// <summary>Puts a value into the register for its type; one of a generic type into that for objects, too.</summary>
    private void SetRegister(Value value)
    {
        ObjectResult = value;
        switch (value)
        {
            case IntValue number:
                LongResult = number.Value;
                break;
            case FloatValue number:
                DoubleResult = number.Value;
                break;
            case BoolValue truth:
                BoolResult = truth.Value;
                break;
            case StringValue text:
                ObjectResult = text.Value;
                break;
            case EntityReference { Key: var key }:
                if (key is IntValue id) LongResult = id.Value;
                else ObjectResult = ((StringValue)key).Value;
                break;
        }
    }

    private void SetKeyResult(EntityInstance home)
    {
        if (home is EntityInstance<long> { Key: var number }) LongResult = number;
        else ObjectResult = ((EntityInstance<string>)home).Key;
    }
}
