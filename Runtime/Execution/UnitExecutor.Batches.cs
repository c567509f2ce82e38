using System.Runtime.InteropServices;
using StateFlow.Execution.Analysis;

namespace StateFlow.Runtime.Execution;

/// <content>Units as parts of a batch: beside others on copies, or alone.</content>
internal sealed partial class UnitExecutor
{
    private const int ScanLength = 16;

    private readonly int _worker = worker;
    private readonly List<AccessEntry> _accesses = [];
    private readonly Dictionary<EntityInstance, int> _accessIndex = [];
    private readonly Dictionary<EntityInstance, Access> _repeatedAccesses = [];
    private long _ticket;
    private int _firstAccess;

    /// <summary>The entities that have been written since the last snapshot began.</summary>
    public List<EntityInstance> Dirty { get; private set; } = [];

    /// <summary>The number of the newest snapshot; what is written for the first time after it began is preserved for it.</summary>
    public int SnapshotNumber { get; set; }

    /// <summary>Whether that snapshot still needs states.</summary>
    public bool IsSnapshotOpen { get; set; }

    /// <summary>Whether a repeated unit needed what a later one may have used before: then it was left, and the batch has to be executed one by one.</summary>
    public bool IsOutOfOrder { get; private set; }

    private bool IsParallel => _ticket != 0 && !IsRepeated;

    private bool IsRepeated { get; set; }

    /// <summary>Whether what units did stays undoable until <see cref="EndBatch"/>.</summary>
    private bool KeepsUndo => IsRepeated;

    /// <summary>Begins a unit that is executed alone.</summary>
    public void Begin()
    {
        Clear();
        (_ticket, IsRepeated) = (0, false);
    }

    /// <summary>Begins a unit that is executed beside others.</summary>
    /// <param name="ticket">Its place in the batch, as <see cref="Ticket"/> describes.</param>
    public void Begin(long ticket)
    {
        Clear();
        (_ticket, IsRepeated) = (ticket, false);
        _firstAccess = _accesses.Count;
        _accessIndex.Clear();
        ForgetUndo(0);
    }

    /// <summary>Begins a unit that is executed again, alone, after the others of the batch that had no conflict.</summary>
    /// <param name="accesses">What it touched the first time.</param>
    public void BeginAgain(long ticket, ReadOnlySpan<AccessEntry> accesses)
    {
        Clear();
        (_ticket, IsRepeated) = (ticket, true);
        _repeatedAccesses.Clear();
        foreach (ref readonly var access in accesses)
            _repeatedAccesses.Add(access.Home, access.Work is null ? Access.Read : Access.Read | Access.Write);
    }

    /// <summary>What the unit that was executed last has touched.</summary>
    public UnitAccesses TakeAccesses() => new(_worker, _firstAccess, _accesses.Count - _firstAccess);

    /// <summary>The accesses of a unit of this batch that this worker has executed.</summary>
    public Span<AccessEntry> Accesses(UnitAccesses unit) => CollectionsMarshal.AsSpan(_accesses).Slice(unit.First, unit.Count);

    /// <summary>Undoes what the repeated units of the batch did.</summary>
    public void UndoRepeated()
    {
        RollBack(default);
        IsOutOfOrder = false;
    }

    /// <summary>Forgets the batch.</summary>
    public void EndBatch()
    {
        foreach (ref readonly var access in CollectionsMarshal.AsSpan(_accesses))
        {
            if (access.Work is { } copy) ReturnCopy(copy);
        }

        _accesses.Clear();
        ForgetUndo(0);
        IsOutOfOrder = false;
        (_ticket, IsRepeated) = (0, false);
    }

    /// <summary>Makes a unit's copies the committed states, and its copies what they were, so that it can be undone in the same way.</summary>
    public void Exchange(ReadOnlySpan<AccessEntry> accesses)
    {
        foreach (ref readonly var access in accesses)
        {
            if (access.Work is not { } work) continue;
            BeforeWrite(access.Home);
            access.Home.Operator.Exchange(access.Home, work);
        }
    }

    /// <summary>Begins a list of the entities written from now on.</summary>
    public List<EntityInstance> TakeDirty()
    {
        var dirty = Dirty;
        Dirty = [];
        return dirty;
    }

    /// <summary>Keeps for the snapshot what is written for the first time since it began.</summary>
    private void BeforeWrite(EntityInstance home)
    {
        if (home.DirtySince == SnapshotNumber) return;
        home.DirtySince = SnapshotNumber;
        Dirty.Add(home);
        if (IsSnapshotOpen) home.Preserve(SnapshotNumber);
    }

    private EntityInstance OpenCopy(EntityInstance home, Access access)
    {
        var index = FindAccess(home);
        if ((access & Access.Write) != 0)
        {
            if (index >= 0 && _accesses[index].Work is { } known)
            {
                if (!_isDirect) Note(known);
                return known;
            }

            Ticket.Reserve(ref home.WriteReservation, _ticket);
            var work = RentCopy(home.Operator);
            home.Operator.Copy(work, home);
            _undo.Add(new UndoEntry(work, home, IsOwned: false));
            if (index >= 0) _accesses[index] = new AccessEntry(home, work);
            else AddAccess(new AccessEntry(home, work));
            return work;
        }

        if (index >= 0) return _accesses[index].Work ?? home;
        if ((access & Access.Read) == 0 && home.Exists) return home;
        Ticket.Reserve(ref home.ReadReservation, _ticket);
        AddAccess(new AccessEntry(home, null));
        return home;
    }

    private EntityInstance? WorkingCopy(EntityInstance home) => FindAccess(home) is >= 0 and var index ? _accesses[index].Work : null;

    private int FindAccess(EntityInstance home)
    {
        var count = _accesses.Count - _firstAccess;
        if (count > ScanLength) return _accessIndex.GetValueOrDefault(home, -1);
        for (var i = _accesses.Count - 1; i >= _firstAccess; i--)
        {
            if (ReferenceEquals(_accesses[i].Home, home)) return i;
        }

        return -1;
    }

    private void AddAccess(AccessEntry access)
    {
        _accesses.Add(access);
        var count = _accesses.Count - _firstAccess;
        if (count == ScanLength + 1)
        {
            for (var i = _firstAccess; i < _accesses.Count; i++) _accessIndex[_accesses[i].Home] = i;
        }
        else if (count > ScanLength)
        {
            _accessIndex[access.Home] = _accesses.Count - 1;
        }
    }

    /// <summary>Whether no later unit of the batch can have used the entity before this repeated one does.</summary>
    private bool MayTouch(EntityInstance home, Access access) =>
        (access == Access.None && !home.IsNew)
        || (_repeatedAccesses.TryGetValue(home, out var known) && (access & ~known) == 0)
        || (!Ticket.IsOfBatch(home.WriteReservation, _ticket) && ((access & Access.Write) == 0 || !Ticket.IsOfBatch(home.ReadReservation, _ticket)));
}

/// <summary>An entity that a unit has touched, and the copy that it has written; null if it has only read.</summary>
internal readonly record struct AccessEntry(EntityInstance Home, EntityInstance? Work);
