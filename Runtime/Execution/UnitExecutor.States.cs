using StateFlow.Execution.Analysis;
using StateFlow.Interpreter.Values;
using StateFlow.Runtime.Compilation;

namespace StateFlow.Runtime.Execution;

/// <content>Which states a unit works on, and how what it does is undone.</content>
internal sealed partial class UnitExecutor
{
    private readonly List<UndoEntry> _undo = [];
    private readonly List<EntityInstance> _touched = [];
    private readonly Pool<EntityInstance>[] _copies = [.. program.Operators.Select(_ => new Pool<EntityInstance>())];
    private readonly KnownEntity[] _known = new KnownEntity[program.Operators.Length];
    private bool _isInPlaceTransaction;

    private Mark CurrentMark => new(_undo.Count, _output.Count, _touched.Count);

    /// <summary>Begins a transaction that runs within a step.</summary>
    public Savepoint Save(EntityInstance state)
    {
        var copy = RentCopy(state.Operator);
        state.Operator.Copy(copy, state);
        var savepoint = new Savepoint(copy, _output.Count, _transactions > 0 || _isInPlaceTransaction);
        _isInPlaceTransaction = true;
        return savepoint;
    }

    /// <summary>Ends a transaction within a step, unless an invariant forbids it.</summary>
    public void CommitInPlace(Savepoint savepoint, EntityInstance state)
    {
        if (!savepoint.IsNested && BrokenInvariant(state) is { } failure) throw new FailureException(failure);
        ReturnCopy(savepoint.Copy);
        _isInPlaceTransaction = savepoint.IsNested && _transactions == 0;
    }

    /// <summary>Undoes a transaction within a step.</summary>
    public void RollBackInPlace(Savepoint savepoint, EntityInstance state)
    {
        state.Operator.Copy(state, savepoint.Copy);
        ReturnCopy(savepoint.Copy);
        _output.RemoveRange(savepoint.Output, _output.Count - savepoint.Output);
        _isInPlaceTransaction = savepoint.IsNested && _transactions == 0;
    }

    /// <summary>The entity of that key, or a placeholder for it.</summary>
    public EntityInstance FindByText(CompiledOperator op, string key)
    {
        // Members often call the same entity again, or one that the request has named: with the same string, which need not be hashed.
        ref var known = ref _known[op.Index];
        if (ReferenceEquals(known.Key, key) && known.Instance.Exists) return known.Instance;
        var found = ((EntityTable<string>)op.Table).FindOrAdd(key);
        known = new KnownEntity(key, found);
        return found;
    }

    /// <summary>The entity of that key, or a placeholder for it.</summary>
    public EntityInstance FindByNumber(CompiledOperator op, long key) => _known[op.Index].Instance is EntityInstance<long> { Exists: true } known && known.Key == key
        ? known
        : ((EntityTable<long>)op.Table).FindOrAdd(key);

    /// <summary>Tells what would be found.</summary>
    public void Know(CompiledOperator op, Value key, EntityInstance instance) => _known[op.Index] = new KnownEntity((key as StringValue)?.Value, instance);

    /// <summary>The state on which a step works, which from then on may be undone.</summary>
    private EntityInstance Open(EntityInstance home, Access access)
    {
        if (IsParallel) return OpenCopy(home, access);
        if (script is not null) return home;
        // The unit may see a state that never was, in which it might not end.
        if (IsRepeated && !MayTouch(home, access)) IsOutOfOrder = _isDone = true;
        if ((access & Access.Write) == 0) return home;
        BeforeWrite(home);
        Note(home);
        return home;
    }

    /// <summary>The state of an entity as the unit sees it.</summary>
    private EntityInstance Current(EntityInstance home) => IsParallel ? WorkingCopy(home) ?? home : home;

    private void Touch(EntityInstance home)
    {
        if (_transactions == 0 || !home.Operator.HasInvariants) return;
        if (!_touched.Contains(home)) _touched.Add(home);
    }

    /// <summary>Whether the step that began there may have written its state.</summary>
    private bool IsWritten(Mark step) => _undo.Count > step.Undo;

    private void Note(EntityInstance state)
    {
        var saved = RentCopy(state.Operator);
        state.Operator.Copy(saved, state);
        _undo.Add(new UndoEntry(state, saved, IsOwned: true));
    }

    private void RollBack(Mark mark)
    {
        for (var i = _undo.Count - 1; i >= mark.Undo; i--)
        {
            var (state, saved, isOwned) = _undo[i];
            state.Operator.Copy(state, saved);
            if (isOwned) ReturnCopy(saved);
        }

        _undo.RemoveRange(mark.Undo, _undo.Count - mark.Undo);
        _output.RemoveRange(mark.Output, _output.Count - mark.Output);
        if (_touched.Count > mark.Touched) _touched.RemoveRange(mark.Touched, _touched.Count - mark.Touched);
    }

    private void ForgetUndo(int from)
    {
        if (_undo.Count == from) return;
        for (var i = from; i < _undo.Count; i++)
        {
            if (_undo[i].IsOwned) ReturnCopy(_undo[i].Saved);
        }

        _undo.RemoveRange(from, _undo.Count - from);
    }

    private EntityInstance RentCopy(CompiledOperator op) =>
        _copies[op.Index].TryTake(out var copy) ? copy : op.NewInstance();

    private void ReturnCopy(EntityInstance copy) => _copies[copy.Operator.Index].Return(copy);

    /// <summary>An entity that was found last. If it exists, the table still holds it: only placeholders are ever removed.</summary>
    private readonly record struct KnownEntity(string? Key, EntityInstance Instance);

    /// <summary>A state and what it was.</summary>
    /// <param name="IsOwned">Whether the copy can be used again once the entry is forgotten.</param>
    private readonly record struct UndoEntry(EntityInstance State, EntityInstance Saved, bool IsOwned);
}

/// <summary>To what a transaction within a step returns if it fails.</summary>
/// <param name="IsNested">Whether it is part of another transaction.</param>
internal sealed record Savepoint(EntityInstance Copy, int Output, bool IsNested);
