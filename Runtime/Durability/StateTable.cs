using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using RocksDbSharp;
using StateFlow.Execution.Records;
using StateFlow.Language.IR;
using StateFlow.Runtime.Durability.Records;

namespace StateFlow.Runtime.Durability;

/// <summary>The states of the newest snapshot, the answers that are kept, and the schemas by which they are read.</summary>
/// <remarks>
/// A snapshot changes the one before in a single write. One too large for that is staged in pieces, then declared complete, then
/// installed; what was complete when the process died is installed at the next start, and the rest is dropped.
/// Every write leaves its number: should the database ever lose one of several writes, the numbers have a gap.
/// </remarks>
internal sealed class StateTable : IDisposable
{
    private const int WritesNumbered = 10_000;

    private readonly Database _database;
    private readonly RecordBuffer _key = new();
    private readonly RecordBuffer _record = new();
    private readonly SortedDictionary<int, StoredSchema> _schemas = [];
    private SnapshotMark _installed;
    private SnapshotMark? _staged;
    private long _lastWrite;

    public StateTable(Database database)
    {
        _database = database;
        _installed = ReadMark(Key.Mark) ?? throw new DamagedStoreException("The states have no mark of a snapshot.");
        _staged = ReadMark(Key.StagedMark);
        _lastWrite = CheckWrites();
        foreach (var (key, record) in database.Scan([Key.Schema], [Key.Schema + 1]))
        {
            _schemas.Add((int)Key.Number(key), StoredSchema.Read(RecordBuffer.Open(key, record).Span));
        }
    }

    public Database Database => _database;

    public long? Identity => StoreIdentity.Read(_database);

    /// <summary>The newest complete snapshot.</summary>
    public long Snapshot => (_staged ?? _installed).Batch;

    /// <summary>The schemas that records may have, by number.</summary>
    public IReadOnlyDictionary<int, StoredSchema> Schemas => _schemas;

    /// <summary>How large a piece of a snapshot may be, in bytes.</summary>
    public int MaxPiece { get; init; } = 16 * 1024 * 1024;

    public static void Create(Database database, long identity)
    {
        using var batch = new WriteBatch();
        StoreIdentity.Put(batch, identity);
        batch.Put(Key.Of(Key.Write, 1), ReadOnlySpan<byte>.Empty);
        var record = new RecordBuffer();
        new SnapshotMark(Batch: 0, FirstWrite: 1, LastWrite: 1, NextAnswer: 0).Write(record);
        batch.Put(Key.Mark, record.Seal(Key.Mark));
        database.Write(batch, flush: true);
    }

    /// <summary>Why the program cannot use the stored states; null if it can.</summary>
    public string? Mismatch(Program program)
    {
        if (_schemas.Count == 0) return null;
        var stored = _schemas.Last().Value;
        return stored.Entities
            .Where(entity => HasEntities(entity.Name))
            .Select(entity => new SchemaFit(stored, program, completesStates: false).Mismatch(entity.Name))
            .FirstOrDefault(mismatch => mismatch is not null);
    }

    /// <summary>The number of the program's schema, which is stored if it is new.</summary>
    public int NumberOf(StoredSchema schema)
    {
        var json = schema.ToJson();
        if (_schemas.Count > 0 && _schemas.Last() is var last && last.Value.ToJson().AsSpan().SequenceEqual(json)) return last.Key;
        var number = _schemas.Count + 1;
        using var batch = new WriteBatch();
        var key = Key.Of(Key.Schema, number);
        _record.Clear();
        _record.Write(json);
        batch.Put(key, _record.Seal(key));
        Write(batch, flush: true);
        _schemas.Add(number, schema);
        return number;
    }

    /// <summary>Installs a snapshot that was complete, or drops one that was not.</summary>
    public void FinishInstallation()
    {
        if (_staged is not null) Install();
        else DropPieces();
    }

    public IEnumerable<EntityRecord> ReadEntities(RecordReader reader)
    {
        foreach (var (key, record) in _database.Scan([Key.Entity], [Key.Entity + 1]))
        {
            yield return reader.ReadEntity(key.AsMemory(1), RecordBuffer.Open(key, record));
        }
    }

    /// <summary>The kept answers, the oldest first.</summary>
    public IEnumerable<KeptAnswer> ReadAnswers(RecordReader reader) =>
        _database.Scan([Key.Answer], [Key.Answer + 1])
            .Select(pair => reader.ReadAnswer(pair.Key.AsMemory(1), RecordBuffer.Open(pair.Key, pair.Record)))
            .OrderBy(answer => answer.Sequence)
            .Select(answer => answer.Answer);

    /// <summary>Stores a snapshot as a whole or not at all.</summary>
    public void Save(SnapshotChanges changes, RecordWriter writer, CancellationToken cancellation)
    {
        DropPieces();
        var (piece, size, pieces, nextAnswer) = (new WriteBatch(), 0, 0, _installed.NextAnswer);
        try
        {
            foreach (var id in changes.ForgottenAnswers)
            {
                piece.Delete(AnswerKey(id));
                StageIfLarge(_key.Written.Length);
            }

            foreach (var answer in changes.Answers)
            {
                writer.Write(_record, nextAnswer++, answer.Answer);
                Put(AnswerKey(answer.RequestId));
            }

            foreach (var entity in changes.Entities)
            {
                writer.Write(_record, entity);
                BeginKey(Key.Entity);
                writer.WriteKey(_key, entity.Entity);
                Put(_key.Written);
            }

            var mark = _installed with { Batch = changes.Batch, NextAnswer = nextAnswer };
            if (pieces == 0)
            {
                PutMark(piece, ref mark);
                Write(piece, flush: true);
                _installed = mark;
                return;
            }

            if (size > 0) Stage();
            using var completion = new WriteBatch();
            mark.Write(_record);
            completion.Put(Key.StagedMark, _record.Seal(Key.StagedMark));
            Write(completion, flush: true);
            _staged = mark;
            Install();
        }
        finally
        {
            piece.Dispose();
        }

        void Put(ReadOnlySpan<byte> key)
        {
            piece.Put(key, _record.Seal(key));
            StageIfLarge(key.Length + _record.Written.Length);
        }

        void StageIfLarge(int bytes)
        {
            cancellation.ThrowIfCancellationRequested();
            size += bytes;
            if (size >= MaxPiece) Stage();
        }

        void Stage()
        {
            using var batch = new WriteBatch();
            var key = Key.Of(Key.Piece, ++pieces);
            _record.Clear();
            _record.Write(piece.ToBytes());
            batch.Put(key, _record.Seal(key));
            Write(batch, flush: false);
            piece.Clear();
            size = 0;
        }
    }

    public void Dispose() => _database.Dispose();

    /// <summary>Each piece is installed and dropped in one write: those that are left are those still to be installed.</summary>
    private void Install()
    {
        foreach (var (key, record) in _database.Scan([Key.Piece], [Key.Piece + 1]))
        {
            using var piece = WriteBatch.FromSpan(RecordBuffer.Open(key, record).Span);
            piece.Delete(key);
            Write(piece, flush: false);
        }

        var mark = _staged!;
        using var completion = new WriteBatch();
        PutMark(completion, ref mark);
        completion.Delete(Key.StagedMark);
        Write(completion, flush: true);
        (_installed, _staged) = (mark, null);
    }

    private void DropPieces()
    {
        var keys = _database.Scan([Key.Piece], [Key.Piece + 1]).Select(pair => pair.Key).ToList();
        if (keys.Count == 0) return;
        using var batch = new WriteBatch();
        foreach (var key in keys) batch.Delete(key);
        Write(batch, flush: false);
    }

    /// <summary>Completes a batch with a mark that names the write it will be.</summary>
    private void PutMark(WriteBatch batch, ref SnapshotMark mark)
    {
        mark = mark with { LastWrite = _lastWrite + 1 };
        if (mark.LastWrite - mark.FirstWrite > 2 * WritesNumbered)
        {
            var (from, to) = (Key.Of(Key.Write, mark.FirstWrite), Key.Of(Key.Write, mark.LastWrite - WritesNumbered));
            batch.DeleteRange(from, (ulong)from.Length, to, (ulong)to.Length, null);
            mark = mark with { FirstWrite = mark.LastWrite - WritesNumbered };
        }

        mark.Write(_record);
        batch.Put(Key.Mark, _record.Seal(Key.Mark));
    }

    private void Write(WriteBatch batch, bool flush)
    {
        batch.Put(Key.Of(Key.Write, _lastWrite + 1), ReadOnlySpan<byte>.Empty);
        _database.Write(batch, flush);
        _lastWrite++;
    }

    private long CheckWrites()
    {
        var expected = _installed.FirstWrite;
        foreach (var (key, _) in _database.Scan(Key.Of(Key.Write, expected), [Key.Write + 1]))
        {
            if (Key.Number(key) != expected) throw new DamagedStoreException($"Write {expected} of the states is missing.");
            expected++;
        }

        if (expected <= _installed.LastWrite) throw new DamagedStoreException($"Write {expected} of the states is missing.");
        return expected - 1;
    }

    private bool HasEntities(string entity)
    {
        byte[] prefix = [Key.Entity, .. Encoding.UTF8.GetBytes(entity)];
        return _database.Scan([.. prefix, 0], [.. prefix, 1]).Any();
    }

    private SnapshotMark? ReadMark(byte[] key) => _database.Get(key) is { } record ? SnapshotMark.Read(key, record) : null;

    private ReadOnlySpan<byte> AnswerKey(string id)
    {
        BeginKey(Key.Answer);
        RecordWriter.WriteKey(_key, id);
        return _key.Written;
    }

    private void BeginKey(byte prefix)
    {
        _key.Clear();
        _key.GetSpan(1)[0] = prefix;
        _key.Advance(1);
    }

    /// <summary>What keys begin with. They are part of the format.</summary>
    private static class Key
    {
        public const byte Answer = (byte)'a';
        public const byte Entity = (byte)'e';
        public const byte Piece = (byte)'p';
        public const byte Schema = (byte)'s';
        public const byte Write = (byte)'w';

        public static byte[] Mark => [(byte)'m'];

        public static byte[] StagedMark => [(byte)'n'];

        public static byte[] Of(byte prefix, long number)
        {
            var key = new byte[1 + sizeof(long)];
            key[0] = prefix;
            BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(1), number);
            return key;
        }

        public static long Number(ReadOnlySpan<byte> key) => BinaryPrimitives.ReadInt64BigEndian(key[1..]);
    }
}
