using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Execution;

/// <summary>The state of one entity, or of the script, between steps.</summary>
/// <param name="Fields">The values of <see cref="Operator.Fields"/>; of the script null where a <c>let</c> has not run yet.</param>
/// <param name="Joins">Methods of this entity that wait for the answers of a fork.</param>
/// <param name="StartedCalls">Calls that the script has started, by handle.</param>
public sealed record EntityState(
    EntityReference Entity,
    ImmutableArray<Value?> Fields,
    ImmutableDictionary<string, PendingJoin> Joins,
    ImmutableDictionary<CallHandle, StartedCall> StartedCalls)
{
    /// <summary>An entity that waits for nothing.</summary>
    public EntityState(EntityReference entity, ImmutableArray<Value?> fields)
        : this(entity, fields, ImmutableDictionary<string, PendingJoin>.Empty, ImmutableDictionary<CallHandle, StartedCall>.Empty)
    {
    }
}

/// <summary>A method that waits for several answers.</summary>
/// <param name="Waiting">Its stack, with the forking method's frame on top.</param>
/// <param name="Answers">By branch; null where still to come.</param>
public sealed record PendingJoin(FrameContinuation Waiting, ImmutableArray<Answer?> Answers);

/// <summary>A started call.</summary>
/// <param name="Answer">Null while it is under way.</param>
/// <param name="Waiting">The stack that waits for it, if any.</param>
public sealed record StartedCall(Answer? Answer, FrameContinuation? Waiting);
