using System.Collections.Concurrent;
using StateFlow.Runtime.Durability.Records;

namespace StateFlow.Runtime.Durability;

/// <summary>Writes batches on a thread of its own: those that arrive during one flush share the next.</summary>
internal sealed class GroupCommit
{
    private const int MaxBatches = 256;

    private readonly LogTable _log;
    private readonly RecordWriter _writer;
    private readonly HeadFile _headFile;
    private readonly BlockingCollection<LoggedBatch> _waiting = [];
    private readonly Thread _thread;
    private Head _head;
    private long _last;
    private long _durable;
    private volatile EngineException? _fault;

    public GroupCommit(LogTable log, RecordWriter writer, HeadFile headFile, Head head, long last)
    {
        (_log, _writer, _headFile, _head, _last, _durable) = (log, writer, headFile, head, last, last);
        _thread = new Thread(WriteAll) { IsBackground = true, Name = "StateFlow log" };
        _thread.Start();
    }

    public long DurableBatch => Volatile.Read(ref _durable);

    /// <summary>Why nothing more becomes durable.</summary>
    public EngineException? Fault => _fault;

    public Action<EngineException?>? Progress { get; set; }

    public void Append(LoggedBatch batch)
    {
        if (batch.Number != _last + 1) throw new ArgumentException($"Batch {batch.Number} cannot follow batch {_last}.", nameof(batch));
        _last = batch.Number;
        _waiting.Add(batch);
    }

    /// <summary>Writes what waits, and ends.</summary>
    public void Stop()
    {
        _waiting.CompleteAdding();
        _thread.Join();
    }

    private void WriteAll()
    {
        var group = new List<LoggedBatch>();
        foreach (var first in _waiting.GetConsumingEnumerable())
        {
            if (_fault is not null) continue;
            group.Clear();
            group.Add(first);
            while (group.Count < MaxBatches && _waiting.TryTake(out var next)) group.Add(next);
            _fault = Write(group);
            Progress?.Invoke(_fault);
        }
    }

    private EngineException? Write(List<LoggedBatch> group)
    {
        try
        {
            _log.Append(group, _writer);
            _head = _head with { Acknowledged = group[^1].Number };
            _headFile.Write(_head);
            Volatile.Write(ref _durable, _head.Acknowledged);
            return null;
        }
        catch (EngineException exception)
        {
            return exception;
        }
        catch (Exception exception)
        {
            return new EngineException($"The log cannot be written: {exception.Message}", exception);
        }
    }
}
