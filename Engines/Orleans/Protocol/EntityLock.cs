using StateFlow.Orleans.Messages;

namespace StateFlow.Orleans.Protocol;

/// <summary>Who may execute steps of an entity, and who waits for it.</summary>
/// <remarks>
/// An attempt keeps the lock until its transaction ends: strict two-phase locking. A step outside of transactions needs it only while
/// it executes. Those who wait are let in by age. That nobody waits for ever is the business of <see cref="EntityMachine"/>, which asks
/// attempts to give up that are younger than one that waits for them (wound-wait; Rosenkrantz, Stearns and Lewis, TODS 1978).
/// </remarks>
internal sealed class EntityLock
{
    private readonly List<Participation> _holders = [];
    private readonly SortedList<long, Waiting> _waiting = [];

    public IReadOnlyList<Participation> Holders => _holders;

    public int QueueLength => _waiting.Count;

    public bool IsFree => _holders.Count == 0 && _waiting.Count == 0;

    /// <summary>The attempt's part, if it holds the lock.</summary>
    public Participation? Find(TransactionAttempt attempt)
    {
        foreach (var holder in _holders)
        {
            if (holder.Attempt.Id == attempt.Id) return holder;
        }

        return null;
    }

    /// <summary>Whether somebody who comes now would be let in.</summary>
    public bool Admits(bool isExclusive) => _waiting.Count == 0 && AdmitsBesideHolders(isExclusive);

    public void Add(Participation holder) => _holders.Add(holder);

    public void Remove(Participation holder) => _holders.Remove(holder);

    /// <param name="age">Those with a smaller one come first; made unique here.</param>
    public void Enqueue(Message message, bool isExclusive, long age)
    {
        while (_waiting.ContainsKey(age)) age++;
        _waiting.Add(age, new Waiting(message, isExclusive));
    }

    /// <summary>Takes the messages of an attempt out of the queue.</summary>
    public void Dismiss(TransactionAttempt attempt)
    {
        for (var i = _waiting.Count - 1; i >= 0; i--)
        {
            if (AttemptOf(_waiting.Values[i].Message)?.Id == attempt.Id) _waiting.RemoveAt(i);
        }
    }

    /// <summary>A message of an attempt that holds the lock by now, or else the oldest one, if it is its turn.</summary>
    public Message? TakeNext()
    {
        if (_waiting.Count == 0) return null;
        var index = IndexOfHolder();
        if (index < 0 && AdmitsBesideHolders(_waiting.Values[0].IsExclusive)) index = 0;
        if (index < 0) return null;
        var message = _waiting.Values[index].Message;
        _waiting.RemoveAt(index);
        return message;
    }

    /// <summary>The attempt that a message is a step of.</summary>
    public static TransactionAttempt? AttemptOf(Message message) => message switch
    {
        CallMessage call => call.Transaction?.Attempt,
        AnswerMessage answer => answer.Transaction?.Attempt,
        _ => null,
    };

    private int IndexOfHolder()
    {
        if (_holders.Count == 0) return -1;
        for (var i = 0; i < _waiting.Count; i++)
        {
            if (AttemptOf(_waiting.Values[i].Message) is { } attempt && Find(attempt) is not null) return i;
        }

        return -1;
    }

    private bool AdmitsBesideHolders(bool isExclusive) => _holders.Count == 0 || (!isExclusive && !_holders.Exists(holder => holder.IsExclusive));

    private readonly record struct Waiting(Message Message, bool IsExclusive);
}
