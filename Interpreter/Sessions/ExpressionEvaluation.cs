using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Submissions;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Sessions;

/// <summary>A name and its value, for an expression to use.</summary>
public sealed record NamedValue(string Name, DataType Type, Value Value);

/// <summary>Evaluates expressions about the state of a run, such as watches and the conditions of breakpoints, without changing it.</summary>
public static class ExpressionEvaluation
{
    internal const string File = "expression";

    /// <summary>The value of an expression on a copy of the states: it may call entities, and what they do is forgotten.</summary>
    /// <param name="scope">What the program declares: <see cref="Compilation.Scope"/>.</param>
    /// <param name="entities">The states, such as <see cref="Scheduler.Entities"/>.</param>
    /// <param name="variables">More names, a later one hiding an earlier one: <see cref="Variables"/> gives those of a method that runs.</param>
    public static Evaluation Evaluate(
        SubmissionScope scope,
        IReadOnlyDictionary<EntityReference, EntityState> entities,
        IReadOnlyCollection<NamedValue> variables,
        string expression,
        RunOptions options) => new CompiledExpression(scope, [.. variables.Select(variable => (variable.Name, variable.Type))], [], expression)
        .Evaluate(new EntityStore(entities.ToImmutableDictionary()), [.. variables.Select(variable => variable.Value)], options);

    /// <summary>What an expression can name where a method runs: <c>this</c>, the fields of its entity as the step has changed them, and its variables.</summary>
    public static ImmutableArray<NamedValue> Variables(Program program, ActiveFrame frame, IReadOnlyList<Value?> fields)
    {
        var variables = ImmutableArray.CreateBuilder<NamedValue>();
        var op = program.Operator(frame.Entity.Entity);
        if (op.KeyField >= 0)
        {
            variables.Add(new NamedValue("this", new EntityType(op.Name), frame.Entity));
            foreach (var (field, value) in op.Fields.Zip(fields))
            {
                if (value is not null) variables.Add(new NamedValue(field.Name, field.Type, value));
            }
        }

        var types = frame.Method.Variables.ToDictionary(variable => variable.Name, variable => variable.Type);
        foreach (var (name, value) in frame.Variables) variables.Add(new NamedValue(Declared(name), types[name], value));
        return variables.ToImmutable();
    }

    /// <summary>The states with those of an entity whose step is under way.</summary>
    public static IReadOnlyDictionary<EntityReference, EntityState> WithFields(
        IReadOnlyDictionary<EntityReference, EntityState> entities, EntityReference entity, IReadOnlyList<Value?> fields) =>
        entities.TryGetValue(entity, out var state)
            ? entities.ToImmutableDictionary().SetItem(entity, state with { Fields = [.. fields] })
            : entities;

    internal static (DataType? Type, ImmutableArray<Diagnostic> Diagnostics) TypeOf(SubmissionScope scope, string expression)
    {
        var submission = Compiler.Submit(scope, new SourceText(File, expression));
        if (submission.Program is not { } program) return (null, submission.Diagnostics);
        return (submission.Value?.Type ?? program.Main.Result, submission.Diagnostics);
    }

    /// <summary>The name as written: of several variables of one name, all but the first have a number.</summary>
    private static string Declared(string name) => name.IndexOf('.') is > 0 and var dot ? name[..dot] : name;
}
