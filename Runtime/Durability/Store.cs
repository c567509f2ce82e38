using System.Security.Cryptography;
using RocksDbSharp;
using StateFlow.Execution.Records;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Json;
using StateFlow.Runtime.Durability.Records;

namespace StateFlow.Runtime.Durability;

/// <summary>A store in a directory: the log and the states as two RocksDB databases, and how far the log was acknowledged.</summary>
internal sealed class Store : IStore
{
    private const string LogName = "log";
    private const string StatesName = "states";

    private readonly string _directory;
    private readonly DirectoryLock _lock;
    private readonly HeadFile _headFile;
    private readonly LogTable _log;
    private readonly StateTable _states;
    private readonly Program _program;
    private readonly RecordWriter _stateWriter;
    private readonly GroupCommit _commit;
    private readonly Lock _saving = new();
    private bool _isDisposed;

    private Store(string directory, DirectoryLock held, HeadFile headFile, Head head, LogTable log, StateTable states, Program program, byte[] fingerprint)
    {
        (_directory, _lock, _headFile, _log, _states, _program) = (directory, held, headFile, log, states, program);
        Recovery = new Recovery(states.Snapshot, Math.Max(states.Snapshot, log.Last ?? 0), log.Database.TornTail ?? states.Database.TornTail);
        log.Database.DropTail();
        states.Database.DropTail();
        var schema = StoredSchema.Of(program);
        var number = states.NumberOf(schema);
        states.FinishInstallation();
        if (!log.Program.AsSpan().SequenceEqual(fingerprint)) log.SetProgram(fingerprint);
        _stateWriter = new RecordWriter(number, schema);
        _commit = new GroupCommit(log, new RecordWriter(number, schema), headFile, head, Recovery.LastBatch);
        Snapshot = new StoredSnapshot(states.Snapshot, Located(states.ReadEntities(NewReader())), Located(states.ReadAnswers(NewReader())));
    }

    /// <summary>What was found when the store was opened.</summary>
    public Recovery Recovery { get; }

    /// <inheritdoc />
    /// <remarks>To be read before the first <see cref="SaveAsync"/>.</remarks>
    public StoredSnapshot Snapshot { get; }

    /// <inheritdoc />
    public long DurableBatch => _commit.DurableBatch;

    /// <inheritdoc />
    public Action<EngineException?>? Progress
    {
        get => _commit.Progress;
        set => _commit.Progress = value;
    }

    /// <summary>Opens the store of a directory, or creates it.</summary>
    /// <exception cref="DamagedStoreException">What is stored is not what was written.</exception>
    /// <exception cref="EngineException">The directory cannot be used, is in use, or was written by a program whose states are others.</exception>
    public static Store Open(string directory, Program program)
    {
        directory = Path.GetFullPath(directory);
        var opened = new Stack<IDisposable>();
        try
        {
            return Open(directory, program, opened);
        }
        catch (Exception exception)
        {
            while (opened.TryPop(out var part)) part.Dispose();
            throw exception switch
            {
                DamagedStoreException damage => Located(directory, damage),
                EngineException => exception,
                IOException or UnauthorizedAccessException => new EngineException($"The directory '{directory}' cannot be used: {exception.Message}", exception),
                _ => exception,
            };
        }
    }

    /// <inheritdoc />
    public IEnumerable<LoggedBatch> ReadLog() => Located(_log.ReadAfter(Snapshot.Batch, NewReader()));

    /// <inheritdoc />
    public void Append(LoggedBatch batch) => _commit.Append(batch);

    /// <inheritdoc />
    public Task SaveAsync(SnapshotChanges changes, CancellationToken cancellation) => Task.Run(
        () =>
        {
            lock (_saving)
            {
                ObjectDisposedException.ThrowIf(_isDisposed, this);
                if (_commit.Fault is { } fault) throw new EngineException(fault.Message, fault);
                _states.Save(changes, _stateWriter, cancellation);
                _log.ForgetThrough(changes.Batch);
            }
        },
        cancellation);

    /// <summary>Writes what waits, and gives the directory free.</summary>
    /// <remarks>Not on the caller's thread, which may be the log's, in <see cref="Progress"/>, and then is waited for.</remarks>
    public async ValueTask DisposeAsync() => await Task.Run(Close).ConfigureAwait(false);

    private static Store Open(string directory, Program program, Stack<IDisposable> opened)
    {
        if (File.Exists(directory)) throw new EngineException($"'{directory}' is a file. Name a directory for the store.");
        Directory.CreateDirectory(directory);
        var held = Keep(DirectoryLock.Take(directory));
        var (logPath, statesPath) = (Path.Combine(directory, LogName), Path.Combine(directory, StatesName));
        var isNew = !HeadFile.Exists(directory);
        if (isNew && (Directory.Exists(logPath) || Directory.Exists(statesPath))) throw new DamagedStoreException($"The file '{HeadFile.Name}' is missing.");
        var headFile = Keep(HeadFile.Open(directory));
        if (isNew || headFile.Read().Acknowledged == Head.Unfinished) Create(headFile, logPath, statesPath);

        var head = headFile.Read();
        var log = new LogTable(Keep(Database.Open(logPath, Compression.No)));
        var states = new StateTable(Keep(Database.Open(statesPath, Compression.Lz4)));
        CheckWhole(head, log, states);
        var fingerprint = Fingerprint(program);
        CheckProgram(directory, program, fingerprint, log, states);
        return new Store(directory, held, headFile, head, log, states, program, fingerprint);

        T Keep<T>(T part) where T : IDisposable
        {
            opened.Push(part);
            return part;
        }
    }

    private static void Create(HeadFile headFile, string logPath, string statesPath)
    {
        var identity = Random.Shared.NextInt64();
        headFile.Write(new Head(identity, Head.Unfinished));
        headFile.Flush();
        foreach (var path in (ReadOnlySpan<string>)[logPath, statesPath])
        {
            if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        }

        using (var log = Database.Create(logPath, Compression.No)) LogTable.Create(log, identity);
        using (var states = Database.Create(statesPath, Compression.Lz4)) StateTable.Create(states, identity);
        headFile.Write(new Head(identity, 0));
        headFile.Flush();
    }

    /// <summary>Finds what neither database can know: that its end is missing, or the other one is not of the same store.</summary>
    private static void CheckWhole(Head head, LogTable log, StateTable states)
    {
        if (log.Identity != head.Identity) throw new DamagedStoreException($"The folder '{LogName}' belongs to another store.");
        if (states.Identity != head.Identity) throw new DamagedStoreException($"The folder '{StatesName}' belongs to another store.");
        var last = Math.Max(states.Snapshot, log.Last ?? 0);
        if (last < head.Acknowledged) throw new DamagedStoreException($"Batch {head.Acknowledged} was acknowledged, but what is stored ends with batch {last}.");
        if (log.FirstAfter(states.Snapshot) is { } first && first != states.Snapshot + 1) throw new DamagedStoreException($"The snapshot is of batch {states.Snapshot}, but the log goes on with batch {first}.");
    }

    private static byte[] Fingerprint(Program program)
    {
        using var json = new MemoryStream();
        ProgramJson.Write(program, json);
        return SHA256.HashData(json.GetBuffer().AsSpan(0, (int)json.Length));
    }

    private static void CheckProgram(string directory, Program program, byte[] fingerprint, LogTable log, StateTable states)
    {
        if (log.Program.AsSpan().SequenceEqual(fingerprint)) return;
        if (log.FirstAfter(states.Snapshot) is not null)
        {
            throw new EngineException(
                $"The log in '{directory}' holds requests that another version of the program has executed; this one might answer them differently. " +
                "Start that version once more and stop it, so that its states are stored; then start this one.");
        }

        if (states.Mismatch(program) is { } mismatch) throw new EngineException($"The program does not fit the states in '{directory}': {mismatch}. Use the program that wrote them, or another directory.");
    }

    private void Close()
    {
        lock (_saving)
        {
            if (_isDisposed) return;
            _isDisposed = true;
            _commit.Stop();
            _log.Dispose();
            _states.Dispose();
            _headFile.Flush();
            _headFile.Dispose();
            _lock.Dispose();
        }
    }

    private static DamagedStoreException Located(string directory, DamagedStoreException damage) =>
        new($"The store in '{directory}' is damaged. {damage.Message} Nothing of it was used; put back a copy of the directory, or start with an empty one.", damage);

    /// <summary>A reader for one sequence of records; several may be read at once.</summary>
    private RecordReader NewReader() => new(_states.Schemas, _program);

    private IEnumerable<T> Located<T>(IEnumerable<T> records)
    {
        using var enumerator = records.GetEnumerator();
        while (true)
        {
            try
            {
                if (!enumerator.MoveNext()) yield break;
            }
            catch (DamagedStoreException damage)
            {
                throw Located(_directory, damage);
            }

            yield return enumerator.Current;
        }
    }
}
