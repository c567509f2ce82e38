using System.Collections.Concurrent;
using StateFlow.Interpreter.Execution;

namespace StateFlow.Orleans.Grains;

/// <summary>
/// What entities of this silo need not remember any longer, by their addresses: told with the next message that goes there, since it
/// is not worth one of its own.
/// </summary>
internal sealed class Acknowledgements
{
    /// <summary>More are forgotten; then the answers are, when they are old.</summary>
    private const int MaxAddresses = 65_536;

    private readonly ConcurrentDictionary<string, ImmutableArray<EventId>> _calls = new();

    /// <summary>About how many addresses there are: the dictionary would stop all others to count them.</summary>
    private int _addresses;

    public void Add(string address, EventId call)
    {
        if (Volatile.Read(ref _addresses) >= MaxAddresses)
        {
            _calls.Clear();
            Volatile.Write(ref _addresses, 0);
        }

        var calls = _calls.AddOrUpdate(address, static (_, id) => [id], static (_, ids, id) => ids.Add(id), call);
        if (calls.Length == 1) Interlocked.Increment(ref _addresses);
    }

    public ImmutableArray<EventId> Take(string address)
    {
        if (!_calls.TryRemove(address, out var calls)) return [];
        Interlocked.Decrement(ref _addresses);
        return calls;
    }
}
