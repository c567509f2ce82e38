using MessagePack;
using StateFlow.Execution.Records;
using StateFlow.Interpreter.Execution;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Programs;

namespace StateFlow.Orleans.Records;

/// <summary>What <see cref="RecordWriter"/> wrote, found undamaged.</summary>
internal sealed class StoredRecord
{
    private readonly string _key;
    private readonly ReadOnlyMemory<byte> _content;

    /// <param name="key">Under which it was found.</param>
    /// <exception cref="UnreadableStateException">It is not what was written under the key.</exception>
    public StoredRecord(string key, ReadOnlyMemory<byte> stored)
    {
        _key = key;
        if (stored.Length < Checksum.Size) throw new UnreadableStateException(key, $"it has {stored.Length} bytes, too few for any record");
        if (!Checksum.IsSealed(stored.Span, RecordWriter.KeyBytes(key)))
            throw new UnreadableStateException(key, "its checksum is wrong: it was damaged, or written for another entity");
        var payload = stored[..^Checksum.Size];
        var reader = new MessagePackReader(payload);
        var format = reader.ReadInt32();
        if (format != RecordWriter.Format) throw new UnreadableStateException(key, $"it is of format {format}, known is {RecordWriter.Format}; a newer release wrote it");
        Versions = PartReader.ReadTexts(ref reader);
        _content = payload[(int)reader.Consumed..];
    }

    /// <summary>The hashes of the programs that are needed to read it; the first is the one whose fields its states have.</summary>
    public ImmutableArray<string> Versions { get; }

    /// <param name="versions">The programs with the hashes that <see cref="Versions"/> lists.</param>
    public EntityRecord Read(ImmutableArray<ProgramVersion> versions)
    {
        var readers = versions.Select(version => version.Parts.Readers.Get()).ToArray();
        try
        {
            var reader = new MessagePackReader(_content);
            var (state, calls, outbox) = (ReadState(readers, ref reader), ReadCalls(versions, readers, ref reader), ReadOutbox(versions, readers, ref reader));
            return new EntityRecord(
                state, calls, outbox, ReadForks(versions, ref reader), ReadPrepared(versions, readers, ref reader), ReadCommitting(versions, readers, ref reader));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            throw new UnreadableStateException(_key, $"it does not fit program {versions[0].Hash}: {exception.Message}", exception);
        }
        finally
        {
            for (var i = 0; i < readers.Length; i++) versions[i].Parts.Readers.Return(readers[i]);
        }
    }

    private static EntityState? ReadState(PartReader[] readers, ref MessagePackReader reader)
    {
        if (!reader.ReadBoolean()) return null;
        var state = new EntityState(readers[0].ReadReference(ref reader), readers[0].ReadOptionalValues(ref reader));
        var count = reader.ReadMapHeader();
        if (count == 0) return state;
        var joins = ImmutableDictionary.CreateBuilder<string, PendingJoin>();
        for (var i = 0; i < count; i++)
        {
            var id = ValueReader.ReadText(ref reader);
            var parts = readers[reader.ReadInt32()];
            var waiting = (FrameContinuation)parts.ReadContinuation(ref reader);
            var answers = new Answer?[reader.ReadArrayHeader()];
            for (var branch = 0; branch < answers.Length; branch++) answers[branch] = reader.ReadBoolean() ? parts.ReadAnswer(ref reader) : null;
            joins.Add(id, new PendingJoin(waiting, [.. answers]));
        }

        return state with { Joins = joins.ToImmutable() };
    }

    private static ImmutableDictionary<EventId, ReceivedCall> ReadCalls(ImmutableArray<ProgramVersion> versions, PartReader[] readers, ref MessagePackReader reader)
    {
        var calls = ImmutableDictionary.CreateBuilder<EventId, ReceivedCall>();
        for (var rest = reader.ReadMapHeader(); rest > 0; rest--)
        {
            var id = PartReader.ReadId(ref reader);
            if (!reader.ReadBoolean())
            {
                calls.Add(id, new ReceivedCall(null, reader.ReadInt64()));
                continue;
            }

            var place = reader.ReadInt32();
            var reply = readers[place].ReadReply(ref reader);
            calls.Add(id, new ReceivedCall(reply, reader.ReadInt64()) { Version = Other(versions, place) });
        }

        return calls.ToImmutable();
    }

    private static ImmutableDictionary<EventId, CallMessage> ReadOutbox(ImmutableArray<ProgramVersion> versions, PartReader[] readers, ref MessagePackReader reader)
    {
        var outbox = ImmutableDictionary.CreateBuilder<EventId, CallMessage>();
        for (var rest = reader.ReadArrayHeader(); rest > 0; rest--)
        {
            var place = reader.ReadInt32();
            var call = MessageCodec.ReadCall(readers[place], ref reader);
            outbox.Add(call.Event.Id, call with { Version = Other(versions, place) });
        }

        return outbox.ToImmutable();
    }

    private static ImmutableDictionary<string, PendingFork> ReadForks(ImmutableArray<ProgramVersion> versions, ref MessagePackReader reader)
    {
        var forks = ImmutableDictionary.CreateBuilder<string, PendingFork>();
        for (var rest = reader.ReadMapHeader(); rest > 0; rest--)
        {
            var (id, place) = (ValueReader.ReadText(ref reader), reader.ReadInt32());
            var path = PartReader.ReadPath(ref reader);
            var outputs = new ImmutableArray<string>[reader.ReadArrayHeader()];
            for (var branch = 0; branch < outputs.Length; branch++) outputs[branch] = PartReader.ReadTexts(ref reader);
            forks.Add(id, new PendingFork(path, [.. outputs], Transaction: null) { Version = Other(versions, place) });
        }

        return forks.ToImmutable();
    }

    private static PreparedTransaction? ReadPrepared(ImmutableArray<ProgramVersion> versions, PartReader[] readers, ref MessagePackReader reader)
    {
        if (!reader.ReadBoolean()) return null;
        var place = reader.ReadInt32();
        return new PreparedTransaction(readers[place].ReadAttempt(ref reader), PartReader.ReadId(ref reader), ReadState(readers, ref reader)) { Version = Other(versions, place) };
    }

    private static ImmutableDictionary<EventId, CommittedTransaction> ReadCommitting(ImmutableArray<ProgramVersion> versions, PartReader[] readers, ref MessagePackReader reader)
    {
        var committing = ImmutableDictionary.CreateBuilder<EventId, CommittedTransaction>();
        for (var rest = reader.ReadMapHeader(); rest > 0; rest--)
        {
            var (id, place) = (PartReader.ReadId(ref reader), reader.ReadInt32());
            var parts = readers[place];
            committing.Add(id, new CommittedTransaction(parts.ReadAttempt(ref reader), parts.ReadParticipants(ref reader)) { Version = Other(versions, place) });
        }

        return committing.ToImmutable();
    }

    /// <summary>The program, if it is not that of the record itself.</summary>
    private static ProgramVersion? Other(ImmutableArray<ProgramVersion> versions, int place) => place == 0 ? null : versions[place];
}
