using StateFlow.Interpreter.Execution;
using StateFlow.Runtime.Durability;

namespace StateFlow.Runtime.Execution;

/// <summary>The answers to requests with an id, so that a repeated one is given the first answer instead of being executed.</summary>
/// <param name="capacity">Of how many requests, the latest ones, answers are kept.</param>
internal sealed class AnswerBook(int capacity)
{
    private readonly Dictionary<string, Answer> _answers = [];
    private readonly Queue<string> _order = new();
    private List<KeptAnswer> _new = [];
    private List<string> _forgotten = [];

    /// <summary>The answer to a request of that id; null if none is known.</summary>
    public Answer? Find(string id) => _answers.GetValueOrDefault(id);

    /// <summary>Keeps an answer.</summary>
    public void Add(string id, Answer answer)
    {
        Restore(new KeptAnswer(id, answer));
        _new.Add(new KeptAnswer(id, answer));
    }

    /// <summary>Takes over an answer that is stored already.</summary>
    public void Restore(KeptAnswer answer)
    {
        if (!_answers.TryAdd(answer.RequestId, answer.Answer)) return;
        _order.Enqueue(answer.RequestId);
        if (_order.Count <= capacity) return;
        var oldest = _order.Dequeue();
        _answers.Remove(oldest);
        _forgotten.Add(oldest);
    }

    /// <summary>What has changed since the last call.</summary>
    public (IReadOnlyCollection<KeptAnswer> New, IReadOnlyCollection<string> Forgotten) TakeChanges()
    {
        // What came and was forgotten in between must not be stored: nobody would remove it.
        if (_forgotten.Count > 0) _new.RemoveAll(answer => !ReferenceEquals(Find(answer.RequestId), answer.Answer));
        var changes = (_new, _forgotten);
        (_new, _forgotten) = ([], []);
        return changes;
    }
}
