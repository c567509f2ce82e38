using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Exploration;

/// <summary>A transition under way: some events delivered, perhaps with a transaction open.</summary>
/// <param name="Before">The states before the first of them.</param>
/// <param name="Written">Those to which something was assigned, be it what they held before.</param>
/// <param name="ReadsBefore">What was known when each open transaction began, the innermost first.</param>
/// <param name="OnlyKept">The call whose answer a script that waits for something else has kept, if nothing else happened.</param>
/// <param name="Awaited">The calls of which the script, where it has run on, may have asked whether they are answered.</param>
internal sealed record TransitionBuilder(
    Configuration Configuration,
    EntityStore Before,
    ImmutableList<Move> Moves,
    ImmutableHashSet<EntityReference> Touched,
    ImmutableHashSet<EntityReference> Written,
    ImmutableList<Channel> Sent,
    ImmutableStack<StaleReads> ReadsBefore,
    bool Prints,
    bool Stops,
    CallHandle? OnlyKept,
    ImmutableHashSet<CallHandle> Awaited)
{
    public TransitionBuilder(Configuration configuration)
        : this(configuration, configuration.Run.Store, [], [], [], [], [], Prints: false, Stops: false, OnlyKept: null, Awaited: [])
    {
    }

    public Transition Finish(Program program, AccessNumbers numbers) => new([.. Moves], Configuration, Access(program, numbers), [.. Sent]);

    private Access Access(Program program, AccessNumbers numbers)
    {
        if (Stops) return Exploration.Access.Everything;
        var access = Exploration.Access.Nothing;
        foreach (var entity in Touched)
        {
            var number = numbers.Of(entity);
            if (entity == Scheduler.Script)
                access = OnlyKept is { } kept
                    ? access.Write(numbers.Of(kept))
                    : Awaited.Aggregate(access.Write(number), (access, handle) => access.Read(numbers.Of(handle)));
            else
                access = Written.Contains(entity) || !IsSame(Before.Find(entity), Configuration.Run.Store.Find(entity)) ? access.Write(number) : access.Read(number);
        }

        foreach (var channel in Sent) access = access.Write(numbers.Of(channel));
        return Prints ? access.Write(numbers.Output) : access;
    }

    private static bool IsSame(EntityState? before, EntityState? after) =>
        ReferenceEquals(before, after)
        || (before is not null && after is not null
            && ReferenceEquals(before.Joins, after.Joins)
            && before.Fields.AsSpan().SequenceEqual(after.Fields.AsSpan()));
}
