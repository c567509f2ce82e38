namespace StateFlow.Runtime.Compilation;

/// <summary>Gives numbers to things that compiled code names by them. Looking one up takes no lock.</summary>
internal sealed class Numbering<T>
{
    private readonly Lock _gate = new();
    private T[] _items = new T[16];
    private int _count;

    /// <summary>The thing of a number.</summary>
    public T this[int number] => Volatile.Read(ref _items)[number];

    /// <summary>Gives the next number.</summary>
    public int Add(T item)
    {
        lock (_gate)
        {
            var items = _items;
            if (_count == items.Length) Array.Resize(ref items, 2 * _count);
            items[_count] = item;
            Volatile.Write(ref _items, items);
            return _count++;
        }
    }
}
