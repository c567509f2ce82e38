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

    public void Add(string address, EventId call)
    {
        if (_calls.Count >= MaxAddresses) _calls.Clear();
        _calls.AddOrUpdate(address, static (_, id) => [id], static (_, ids, id) => ids.Add(id), call);
    }

    public ImmutableArray<EventId> Take(string address) => !_calls.IsEmpty && _calls.TryRemove(address, out var calls) ? calls : [];
}
