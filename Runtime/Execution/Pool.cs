using System.Diagnostics.CodeAnalysis;

namespace StateFlow.Runtime.Execution;

/// <summary>Objects that are not in use; for one thread.</summary>
internal sealed class Pool<T>
    where T : class
{
    private Slot[] _free = new Slot[16];
    private int _count;

    /// <summary>Takes an object out, if there is one.</summary>
    public bool TryTake([NotNullWhen(true)] out T? item)
    {
        if (_count == 0)
        {
            item = null;
            return false;
        }

        item = _free[--_count].Item!;
        return true;
    }

    /// <summary>Puts an object in, which nobody uses any more.</summary>
    public void Return(T item)
    {
        if (_count == _free.Length) Array.Resize(ref _free, 2 * _count);
        _free[_count++].Item = item;
    }

    /// <summary>Storing in an array of objects would check their type each time.</summary>
    private struct Slot
    {
        public T? Item;
    }
}
