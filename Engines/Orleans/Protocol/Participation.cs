using StateFlow.Interpreter.Execution;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Programs;

namespace StateFlow.Orleans.Protocol;

/// <summary>What an attempt has done to an entity that is not committed yet; while there is one, the entity is locked for it.</summary>
/// <param name="id">Never used for another lock, on whatever entity.</param>
/// <param name="isExclusive">Whether the transaction may change entities of this type; if not, others may read beside it.</param>
internal sealed class Participation(TransactionAttempt attempt, ProgramVersion version, EventId id, bool isExclusive, EntityState? state, long since)
{
    private List<(EventId Scope, EntityState? Before)> _savepoints = [];
    private readonly HashSet<EventId> _seen = [];

    public TransactionAttempt Attempt { get; } = attempt;

    /// <summary>The program that executes the transaction.</summary>
    public ProgramVersion Version { get; } = version;

    public EventId Id { get; } = id;

    public bool IsExclusive { get; } = isExclusive;

    /// <summary>The state as the attempt has changed it; null if the entity does not exist for it.</summary>
    public EntityState? State { get; set; } = state;

    /// <summary>The participants of which the last message told.</summary>
    public ImmutableArray<Touch> Touched { get; set; } = [];

    /// <summary>Whether the coordinator has been asked to give up the attempt.</summary>
    public bool IsWounded { get; set; }

    /// <summary>Whether it has been promised to commit, so that only the coordinator may decide.</summary>
    public bool IsPrepared { get; set; }

    /// <summary>When the entity was locked, or the coordinator asked last.</summary>
    public long Since { get; set; } = since;

    /// <summary>Whether a message comes for the first time.</summary>
    public bool IsNew(EventId message) => _seen.Add(message);

    /// <summary>Remembers the state to which a nested transaction returns if it fails.</summary>
    public void Enter(TransactionScope? scope)
    {
        if (scope?.Parent is null) return;
        Enter(scope.Parent);
        if (!_savepoints.Exists(savepoint => savepoint.Scope == scope.Id)) _savepoints.Add((scope.Id, State));
    }

    /// <summary>Takes back what nested transactions did that have failed since.</summary>
    public void Undo(ImmutableArray<EventId> scopes)
    {
        foreach (var scope in scopes)
        {
            var index = _savepoints.FindIndex(savepoint => savepoint.Scope == scope);
            if (index < 0) continue;
            State = _savepoints[index].Before;
            _savepoints.RemoveRange(index, _savepoints.Count - index);
        }
    }

    /// <summary>The state and those to return to, in the fields of another program.</summary>
    public IReadOnlyList<EntityState?> Converted(Func<EntityState?, EntityState?> convert) =>
        [convert(State), .. _savepoints.Select(savepoint => convert(savepoint.Before))];

    /// <summary>Takes what <see cref="Converted"/> gave.</summary>
    public void Take(IReadOnlyList<EntityState?> converted)
    {
        State = converted[0];
        _savepoints = [.. _savepoints.Select((savepoint, i) => (savepoint.Scope, converted[i + 1]))];
    }
}
