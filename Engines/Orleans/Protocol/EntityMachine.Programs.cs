using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Programs;

namespace StateFlow.Orleans.Protocol;

/// <content>Which program executes what: a request is executed by one from its beginning to its end, an entity is used by several.</content>
internal sealed partial class EntityMachine
{
    /// <summary>The program whose fields the entity has: the newest by which it has been executed.</summary>
    public ProgramVersion Version { get; private set; }

    /// <param name="holder">The transaction whose step it is; null outside of transactions.</param>
    /// <param name="program">The program of the request.</param>
    private StepResult Step(Participation? holder, Event @event, ProgramVersion program)
    {
        try
        {
            Follow(program);
            return program.IsNewerThan(Version) || Version.IsNewerThan(program)
                ? EarlierStep(StateFor(holder), @event, program)
                : StepExecution.Run(Version.Loaded, StateFor(holder), @event, _options.MaxDepth);
        }
        catch (FailureException exception)
        {
            // A step keeps its failures to itself: this one is of a field that gets no value.
            return AbandonedStep.Of(_self, StateFor(holder), @event, exception.Failure, program.Program);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return SetAside.Of(_environment, _self, StateFor(holder), @event, exception, program.Program);
        }
    }

    private EntityState? StateFor(Participation? holder) => holder is null ? _record.State : holder.State;

    /// <summary>Gives the entity the fields of a newer program. Nothing of that has to be stored: it would be done again.</summary>
    /// <exception cref="FailureException">A new field gets no value; nothing has been changed.</exception>
    private void Follow(ProgramVersion program)
    {
        if (!program.IsNewerThan(Version)) return;
        var conversion = new StateConversion(Version, program, _self.Entity, _options.MaxDepth);
        try
        {
            var (state, prepared) = (Upgraded(_record.State), Upgraded(_record.Prepared?.State));
            var holders = _lock.Holders.Select(holder => (Holder: holder, Converted: holder.Converted(Upgraded))).ToArray();
            foreach (var (holder, converted) in holders) holder.Take(converted);
            _record = _record.Named(Version) with { State = state };
            if (_record.Prepared is { } promised) _record = _record with { Prepared = promised with { State = prepared } };
            foreach (var (id, call) in _record.Outbox) _sent[id] = _sent[id] with { Message = call };
            Version = program;
        }
        catch (FailureException exception)
        {
            var failure = exception.Failure;
            throw new FailureException(failure with { Message = $"{_self} has no value for a new field of program {program.Hash}: {failure.Message}; its state is as program {Version.Hash} left it" });
        }

        EntityState? Upgraded(EntityState? state) => state is null ? null : conversion.Upgrade(state);
    }

    /// <summary>A step of a program that does not know all fields of the entity.</summary>
    private StepResult EarlierStep(EntityState? state, Event @event, ProgramVersion program)
    {
        var conversion = new StateConversion(program, Version, _self.Entity, _options.MaxDepth);
        var result = StepExecution.Run(program.Loaded, state is null ? null : conversion.Project(state), @event, _options.MaxDepth);
        if (result.State is null) return result;
        var changed = state is null ? conversion.Upgrade(result.State) : conversion.Merge(state, result.State);

        // The step has checked its program's invariants. In a transaction they are checked at the end.
        return @event.Scope is null && IsChanged(state, changed) && BrokenInvariant(Version, changed) is { } broken
            ? AbandonedStep.Of(_self, state, @event, broken, program.Program)
            : result with { State = changed };
    }

    /// <summary>The failure of the first invariant that does not hold in a state that a program has made.</summary>
    private Failure? FirstBrokenInvariant(EntityState? state, ProgramVersion program)
    {
        if (state is null) return null;
        return BrokenInvariant(Version, state)
            ?? (Version.IsNewerThan(program) ? BrokenInvariant(program, new StateConversion(program, Version, _self.Entity, _options.MaxDepth).Project(state)) : null);
    }

    private Failure? BrokenInvariant(ProgramVersion version, EntityState state)
    {
        var op = version.Program.Operator(_self.Entity);
        if (op.Invariants.Count == 0) return null;
        try
        {
            var step = new StepState(op, _self, [.. state.Fields.AsSpan()!], EventId.Root, 0, _options.MaxDepth);
            new Evaluator(version.Loaded, step).CheckInvariants(op);
            return null;
        }
        catch (FailureException exception)
        {
            return exception.Failure;
        }
    }
}
