using RocksDbSharp;

namespace StateFlow.Runtime.Durability;

/// <summary>A RocksDB database of one column family, with its errors in the words of the engine.</summary>
internal sealed class Database : IDisposable
{
    private static readonly WriteOptions Flushed = new WriteOptions().SetSync(true);
    private static readonly WriteOptions Unflushed = new WriteOptions().SetSync(false);

    private static readonly ImmutableArray<string> OutOfRoom = ["No space left", "File too large", "Disk quota exceeded", "not enough space"];

    private readonly string _path;
    private readonly Compression _compression;
    private RocksDb _database;

    private Database(string path, Compression compression, RocksDb database, string? tornTail) =>
        (_path, _compression, _database, TornTail) = (path, compression, database, tornTail);

    /// <summary>Why the end of what was written cannot be read; then the database cannot be written before <see cref="DropTail"/>.</summary>
    public string? TornTail { get; }

    public static Database Create(string path, Compression compression) =>
        Guard(path, () => new Database(path, compression, RocksDb.Open(Options(compression, RocksDbSharp.Recovery.AbsoluteConsistency).SetCreateIfMissing().SetErrorIfExists(true), path), null));

    /// <summary>Opens a database as it was written; if its end is torn, only to be looked at, and unchanged.</summary>
    public static Database Open(string path, Compression compression) => Guard(path, () =>
    {
        if (!Directory.Exists(path)) throw new DamagedStoreException($"The folder '{Path.GetFileName(path)}' is missing.");
        try
        {
            return new Database(path, compression, RocksDb.Open(Options(compression, RocksDbSharp.Recovery.AbsoluteConsistency), path), null);
        }
        catch (RocksDbException exception) when (IsCorruption(exception))
        {
            var readOnly = RocksDb.OpenReadOnly(Options(compression, RocksDbSharp.Recovery.PointInTime), path, errorIfLogFileExists: false);
            return new Database(path, compression, readOnly, exception.Message);
        }
    });

    /// <summary>Drops the end that cannot be read; from then on the database can be written.</summary>
    public void DropTail()
    {
        if (TornTail is null) return;
        _database.Dispose();
        _database = Guard(_path, () => RocksDb.Open(Options(_compression, RocksDbSharp.Recovery.PointInTime), _path));
    }

    public byte[]? Get(ReadOnlySpan<byte> key)
    {
        try
        {
            return _database.Get(key);
        }
        catch (RocksDbException exception)
        {
            throw Translate(_path, exception);
        }
    }

    /// <summary>Writes all of the batch or nothing.</summary>
    public void Write(WriteBatch batch, bool flush) => Guard(_path, () =>
    {
        _database.Write(batch, flush ? Flushed : Unflushed);
        return batch;
    });

    /// <summary>The records from a key up to, not including, another one.</summary>
    public IEnumerable<(byte[] Key, byte[] Record)> Scan(byte[] from, byte[] to)
    {
        using var iterator = _database.NewIterator(readOptions: new ReadOptions().SetFillCache(false).SetVerifyChecksums(true));
        for (iterator.Seek(from); ; iterator.Next())
        {
            if (!iterator.Valid())
            {
                ThrowIfFailed(iterator);
                yield break;
            }

            var key = iterator.Key();
            if (key.AsSpan().SequenceCompareTo(to) >= 0) yield break;
            yield return (key, iterator.Value());
        }
    }

    /// <summary>The last key below another one; null if none is at or above <paramref name="from"/>.</summary>
    public byte[]? LastKey(byte[] from, byte[] to)
    {
        using var iterator = _database.NewIterator();
        iterator.SeekForPrev(to);
        if (iterator.Valid() && iterator.GetKeySpan().SequenceEqual(to)) iterator.Prev();
        if (iterator.Valid()) return iterator.GetKeySpan().SequenceCompareTo(from) >= 0 ? iterator.Key() : null;
        ThrowIfFailed(iterator);
        return null;
    }

    public void Dispose() => _database.Dispose();

    /// <summary>An iterator that meets a damaged block ends as if there were no more records.</summary>
    private void ThrowIfFailed(Iterator iterator)
    {
        Native.Instance.rocksdb_iter_get_error(iterator.Handle, out var error);
        if (error != IntPtr.Zero) throw Translate(_path, new RocksDbException(error));
    }

    private static DbOptions Options(Compression compression, RocksDbSharp.Recovery recovery) => new DbOptions()
        .SetWalRecoveryMode(recovery)
        .SetCompression(compression)
        .SetParanoidChecks(true)
        .SetInfoLogLevel(InfoLogLevel.Warn)
        .SetKeepLogFileNum(2)
        .SetStatsDumpPeriodSec(0);

    private static T Guard<T>(string path, Func<T> use)
    {
        try
        {
            return use();
        }
        catch (RocksDbException exception)
        {
            throw Translate(path, exception);
        }
    }

    private static bool IsCorruption(RocksDbException exception) => exception.Message.StartsWith("Corruption", StringComparison.Ordinal);

    private static EngineException Translate(string path, RocksDbException exception)
    {
        var name = Path.GetFileName(path);
        if (IsCorruption(exception) || IsMissing(exception)) return new DamagedStoreException($"The folder '{name}' is damaged: {exception.Message}", exception);
        return OutOfRoom.Any(reason => exception.Message.Contains(reason, StringComparison.Ordinal))
            ? new EngineException($"There is no room left for '{path}': {exception.Message}. Make room and start again: all that was acknowledged is stored.", exception)
            : new EngineException($"The folder '{path}' cannot be used: {exception.Message}", exception);
    }

    private static bool IsMissing(RocksDbException exception) =>
        exception.Message.Contains("No such file or directory", StringComparison.Ordinal) || exception.Message.Contains("does not exist", StringComparison.Ordinal);
}
