using StateFlow.Interpreter.Sessions;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Debugging;

/// <summary>A method that runs, or waits for an answer.</summary>
/// <param name="Entity">The entity on which it runs; <see cref="Execution.Scheduler.Script"/> for the script.</param>
/// <param name="Block">The block that runs, or whose call is under way.</param>
/// <param name="Span">The source of what runs next, or of that call.</param>
/// <param name="Variables">The variables that have a value; of a method that waits those that travel with its call.</param>
/// <param name="Fields">The state of its entity as it is now, by name.</param>
/// <param name="IsWaiting">Whether it waits for an answer from another step.</param>
/// <param name="BeginsTransaction">Whether a transaction that is under way ends with its answer.</param>
public sealed record DebugFrame(
    EntityReference Entity,
    Method Method,
    Block Block,
    SourceSpan Span,
    ImmutableArray<NamedValue> Variables,
    ImmutableArray<NamedValue> Fields,
    bool IsWaiting,
    bool BeginsTransaction)
{
    /// <summary>Whose method it is, such as <c>User("ann").Buy</c>; <c>script</c> for the script.</summary>
    public string Name => Method.Kind == MethodKind.Script ? Program.ScriptName : $"{ValueNotation.Structural(Entity)}.{Method.ShortName}";
}
