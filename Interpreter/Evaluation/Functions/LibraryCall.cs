using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Evaluation.Functions;

/// <summary>Computes a library function.</summary>
internal delegate Value LibraryBody(LibraryCall call);

/// <summary>A call of a library function with its arguments.</summary>
/// <param name="result">The type of the call, where the arguments do not tell what to compute.</param>
internal readonly ref struct LibraryCall(IFunctionStep step, Value[] arguments, DataType result, SourceSpan span)
{
    public DataType Result { get; } = result;

    public Site Site => new(step, span);

    public Value this[int index] => arguments[index];

    public long Int(int index) => Site.Int(arguments[index]);

    public double Float(int index) => Site.Float(arguments[index]);

    public string Text(int index) => Site.Text(arguments[index]);

    public ListValue List(int index) => Site.As<ListValue>(arguments[index]);

    public OptionValue Option(int index) => Site.As<OptionValue>(arguments[index]);

    public MapValue Map(int index) => Site.As<MapValue>(arguments[index]);

    public SetValue Set(int index) => Site.As<SetValue>(arguments[index]);

    public TupleValue Pair(Value value) =>
        value is TupleValue { Items.Length: 2 } pair ? pair : throw Failure("the program is malformed: expected a pair");

    /// <summary>Applies the function that is the argument of index <paramref name="function"/>.</summary>
    public Value Apply(int function, params ReadOnlySpan<Value> values) =>
        step.Apply(Site.As<FunctionValue>(arguments[function]), values, span);

    /// <summary>Applies a predicate.</summary>
    public bool Test(int function, params ReadOnlySpan<Value> values) => Site.Bool(Apply(function, values));

    /// <summary>The order that a comparison function gives.</summary>
    public IComparer<Value> Comparer(int function)
    {
        var (applier, compare, site) = (step, Site.As<FunctionValue>(arguments[function]), Site);
        return Comparer<Value>.Create((x, y) => Math.Sign(site.Int(applier.Apply(compare, [x, y], site.Span))));
    }

    public FailureException Failure(string message) => Site.Failure(message);
}
