using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Tracing;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Traces;

namespace StateFlow.Interpreter.Debugging;

/// <summary>Sees which fields a tick of a run changes.</summary>
internal sealed class FieldWatch(Program program)
{
    private EntityStore _storeBefore = EntityStore.Empty;
    private EntityReference? _runningBefore;
    private ImmutableArray<Value?> _fieldsBefore;

    /// <summary>To be called before a tick.</summary>
    public void Prepare(Timeline timeline)
    {
        _storeBefore = timeline.Scheduler.State.Store;
        _runningBefore = timeline.Scheduler.CurrentEvent?.Target;
        _fieldsBefore = _runningBefore is null ? default : [.. timeline.Scheduler.CurrentFields];
    }

    /// <summary>What the tick has changed of the fields that a breakpoint watches.</summary>
    public IEnumerable<FieldChange> Changes(Timeline timeline, FieldTarget target)
    {
        var op = program.Operator(target.Type);
        var field = op.Fields.Index().First(field => field.Item.Name == target.Field).Index;
        foreach (var entity in Touched(timeline).Where(entity => entity.Entity == target.Type && (target.Key is null || entity.Key == target.Key)))
        {
            var before = entity == _runningBefore ? _fieldsBefore[field] : _storeBefore.Find(entity)?.Fields[field];
            var after = entity == timeline.Scheduler.CurrentEvent?.Target
                ? timeline.Scheduler.CurrentFields[field]
                : timeline.Scheduler.State.Store.Find(entity)?.Fields[field];
            if (ReferenceEquals(before, after) || Equals(before, after)) continue;
            yield return new FieldChange(EventNotation.Name(entity), target.Field, Shown(before), Shown(after));
        }
    }

    private static string? Shown(Value? value) => value is null ? null : ValueNotation.Structural(value);

    private IEnumerable<EntityReference> Touched(Timeline timeline)
    {
        if (timeline.TakenUp is CompletionEvent) return _storeBefore.Entities.Keys.Union(timeline.Scheduler.State.Store.Entities.Keys);
        var target = _runningBefore ?? timeline.TakenUp?.Target;
        return target is null ? [] : [target];
    }
}
