using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Evaluation;

/// <summary>Where in the program, and in which step, something is computed: what a failure needs to know.</summary>
internal readonly record struct Site(IStep Step, SourceSpan Span)
{
    public FailureException Failure(string message) => Step.Failure(message, Span);

    public long Int(Value? value) => value is IntValue number ? number.Value : throw Mismatch("an int", value);

    public double Float(Value? value) => value is FloatValue number ? number.Value : throw Mismatch("a float", value);

    public bool Bool(Value? value) => value is BoolValue truth ? truth.Value : throw Mismatch("a bool", value);

    public string Text(Value? value) => value is StringValue text ? text.Value : throw Mismatch("a string", value);

    /// <summary>The value as one of a type that the compiler has made sure of; a program from elsewhere may break the promise.</summary>
    public T As<T>(Value? value)
        where T : Value => value as T ?? throw Mismatch($"a {typeof(T).Name}", value);

    private FailureException Mismatch(string expected, Value? found) =>
        Failure($"the program is malformed: expected {expected}, found {(found is null ? "a variable without a value" : found)}");
}
