using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Evaluation;

/// <summary>The numbers from one to another, both included, by a step that may be negative.</summary>
internal readonly struct IntRange
{
    private readonly long _from;
    private readonly long _step;

    public IntRange(long from, long step, long to, Site site)
    {
        if (step == 0) throw site.Failure("the step of a range must not be 0");
        (_from, _step) = (from, step);
        IsEmpty = step > 0 ? from > to : from < to;

        // Distances may exceed a long, but not a ulong.
        var distance = unchecked(step > 0 ? (ulong)to - (ulong)from : (ulong)from - (ulong)to);
        var stride = unchecked(step > 0 ? (ulong)step : 0 - (ulong)step);
        Steps = IsEmpty ? 0 : distance / stride;
    }

    public bool IsEmpty { get; }

    /// <summary>How many numbers follow the first.</summary>
    public ulong Steps { get; }

    public Enumerator GetEnumerator() => new(this);

    public ListValue ToList(Site site)
    {
        if (IsEmpty) return ListValue.Empty;
        if (Steps >= Limits.ListLength) throw site.Failure("the range has too many numbers for a list");
        var list = ListValue.Empty;
        for (var i = (long)Steps; i >= 0; i--) list = ListValue.Cons(IntValue.Of(_from + i * _step), list);
        return list;
    }

    public struct Enumerator(IntRange range)
    {
        private readonly long _step = range._step;
        private long _next = range._from;
        private ulong _stepsLeft = range.Steps;
        private bool _isDone = range.IsEmpty;

        public long Current { get; private set; }

        public bool MoveNext()
        {
            if (_isDone) return false;
            Current = _next;
            if (_stepsLeft-- == 0) _isDone = true;
            else _next += _step;
            return true;
        }
    }
}
