using StateFlow.Conformance.Tests.Engines;
using StateFlow.Conformance.Tests.Generated.Tree;
using StateFlow.Interpreter;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Conformance.Tests.Generated;

/// <summary>What came of a run: what it printed, then the mutable fields of all entities.</summary>
internal sealed record Outcome(string Text)
{
    public static Outcome Of(DirectWorld world) => Of(world.Output.ToString(), world.Entities.Values.SelectMany(Lines));

    public static Outcome Of(Program program, int seed)
    {
        using var output = new StringWriter();
        var scheduler = new Scheduler(program, new RunOptions(seed), output.Write);
        if (scheduler.Run() is FailureAnswer { Failure: var failure }) output.WriteLine(failure.Describe());
        var entities = scheduler.Entities.Values.Where(state => state.Entity != Scheduler.Script);
        return Of(output.ToString(), entities.SelectMany(state => Lines(program, state.Entity, state.Fields)));
    }

    public static Outcome OfLocalEngine(Program program, int seed, bool callsDirectly)
    {
        using var output = new StringWriter();
        var run = LocalEngine.Run(program, seed, callsDirectly, output.Write);
        if (run.Failure is { } failure) output.WriteLine(failure.Describe());
        return Of(output.ToString(), run.Entities.SelectMany(record => Lines(program, record.Entity, record.Fields)));
    }

    /// <summary>Refutes the property if the other outcome is not the same.</summary>
    public void MustBe(Outcome other, string circumstance)
    {
        if (this == other) return;
        var (expected, actual) = (Text.Split('\n'), other.Text.Split('\n'));
        var line = expected.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        throw new CounterexampleException(
            $"{circumstance}, line {line + 1} is\n  {actual.ElementAtOrDefault(line)}\ninstead of\n  {expected.ElementAtOrDefault(line)}");
    }

    private static Outcome Of(string output, IEnumerable<string> states) =>
        new($"{output}{string.Join('\n', states.Order(StringComparer.Ordinal))}");

    private static IEnumerable<string> Lines(DirectEntity entity) =>
        from field in entity.Fields
        where IsMutable(field.Key)
        select $"{DirectValues.ShowQuoted(entity.Reference)}.{field.Key} = {DirectValues.ShowQuoted(field.Value)}";

    private static IEnumerable<string> Lines(Program program, EntityReference entity, IEnumerable<Value?> fields) =>
        from field in program.Operator(entity.Entity).Fields.Zip(fields, (field, value) => (field.Name, Value: value))
        where IsMutable(field.Name)
        select $"{entity}.{field.Name} = {field.Value}";

    private static bool IsMutable(string field) => field is not (Entity.Key or Entity.FirstNumber);
}

/// <summary>A property does not hold. (An assertion that fails would be recorded for every program tried while shrinking.)</summary>
internal sealed class CounterexampleException(string message) : Exception(message);
