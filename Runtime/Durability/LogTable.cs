using System.Buffers;
using System.Buffers.Binary;
using RocksDbSharp;
using StateFlow.Runtime.Durability.Records;

namespace StateFlow.Runtime.Durability;

/// <summary>The batches that are logged, by number, and which program executed them.</summary>
internal sealed class LogTable(Database database) : IDisposable
{
    private const byte BatchPrefix = (byte)'b';
    private const byte ProgramPrefix = (byte)'p';

    private readonly RecordBuffer _buffer = new();

    public Database Database => database;

    public long? Identity => StoreIdentity.Read(database);

    /// <summary>The fingerprint of the program that executed the batches.</summary>
    public byte[]? Program => database.Get([ProgramPrefix]) is { } record ? RecordBuffer.Open([ProgramPrefix], record).ToArray() : null;

    /// <summary>The first batch after another one; null if there is none.</summary>
    public long? FirstAfter(long batch) => database.Scan(Key(batch + 1), Key(long.MaxValue)).Select(pair => (long?)Number(pair.Key)).FirstOrDefault();

    public long? Last => database.LastKey(Key(0), Key(long.MaxValue)) is { } key ? Number(key) : null;

    public static void Create(Database database, long identity)
    {
        using var batch = new WriteBatch();
        StoreIdentity.Put(batch, identity);
        database.Write(batch, flush: true);
    }

    /// <summary>From now on batches are executed by another program.</summary>
    public void SetProgram(byte[] fingerprint)
    {
        using var batch = new WriteBatch();
        _buffer.Clear();
        _buffer.Write(fingerprint);
        batch.Put([ProgramPrefix], _buffer.Seal([ProgramPrefix]));
        database.Write(batch, flush: true);
    }

    /// <summary>The batches after another one.</summary>
    public IEnumerable<LoggedBatch> ReadAfter(long batch, RecordReader reader)
    {
        var expected = batch + 1;
        foreach (var (key, record) in database.Scan(Key(expected), Key(long.MaxValue)))
        {
            var number = Number(key);
            if (number != expected) throw new DamagedStoreException($"Batch {expected} is missing from the log, which goes on with {number}.");
            yield return reader.ReadBatch(number, RecordBuffer.Open(key, record));
            expected++;
        }
    }

    /// <summary>Writes batches with one flush.</summary>
    public void Append(IEnumerable<LoggedBatch> batches, RecordWriter writer)
    {
        using var group = new WriteBatch();
        foreach (var batch in batches)
        {
            writer.Write(_buffer, batch);
            var key = Key(batch.Number);
            group.Put(key, _buffer.Seal(key));
        }

        database.Write(group, flush: true);
    }

    /// <summary>Forgets the batches up to one whose effects are stored.</summary>
    public void ForgetThrough(long batch)
    {
        using var change = new WriteBatch();
        var (from, to) = (Key(0), Key(batch + 1));
        change.DeleteRange(from, (ulong)from.Length, to, (ulong)to.Length, null);
        database.Write(change, flush: false);
    }

    public void Dispose() => database.Dispose();

    private static byte[] Key(long number)
    {
        var key = new byte[1 + sizeof(long)];
        key[0] = BatchPrefix;
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(1), number);
        return key;
    }

    private static long Number(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadInt64BigEndian(key[1..]);
}
