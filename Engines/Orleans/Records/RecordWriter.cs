using System.Runtime.InteropServices;
using MessagePack;
using StateFlow.Execution.Records;
using StateFlow.Interpreter.Execution;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Programs;

namespace StateFlow.Orleans.Records;

/// <summary>Writes records as bytes that end with their checksum.</summary>
/// <remarks>
/// A record's states have the fields of one program, the newest by which the entity has been executed. What is of a request is written
/// for the program that executes that. All are listed at the record's head, and named by their place there.
/// </remarks>
internal static class RecordWriter
{
    /// <summary>Stands first in a record.</summary>
    public const int Format = 1;

    /// <param name="version">The program whose fields the record's states have.</param>
    /// <param name="key">Under which the record is stored: part of the checksum, so that it is not taken for another one's.</param>
    public static byte[] Write(ProgramVersion version, string key, EntityRecord record)
    {
        var parts = version.Parts.Writers.Get();
        var versions = Versions(version, record);
        var writer = new MessagePackWriter(parts.Buffer);
        writer.Write(Format);
        PartWriter.WriteTexts(ref writer, [.. versions.Select(listed => listed.Hash)]);
        WriteState(parts, versions, ref writer, record, record.State);
        WriteCalls(versions, ref writer, record.Calls);
        WriteOutbox(versions, ref writer, record.Outbox);
        WriteForks(versions, ref writer, record.Forks);
        WritePrepared(parts, versions, ref writer, record);
        WriteCommitting(versions, ref writer, record.Committing);
        writer.Flush();
        Checksum.Seal(parts.Buffer, KeyBytes(key));
        var sealedRecord = parts.Buffer.WrittenSpan.ToArray();
        parts.Return();
        return sealedRecord;
    }

    /// <summary>What a key adds to the checksum.</summary>
    public static ReadOnlySpan<byte> KeyBytes(string key) => MemoryMarshal.AsBytes(key.AsSpan());

    /// <summary>The programs of which the record has something, its own first.</summary>
    private static ImmutableArray<ProgramVersion> Versions(ProgramVersion version, EntityRecord record)
    {
        ImmutableArray<ProgramVersion> versions = [version];
        foreach (var (_, call) in record.Calls.Where(call => call.Value.Reply is not null)) Include(call.Version);
        foreach (var (_, call) in record.Outbox) Include(call.Version);
        foreach (var (_, fork) in record.Forks) Include(fork.Version);
        foreach (var (_, committed) in record.Committing) Include(committed.Version);
        Include(record.Prepared?.Version);
        return versions;

        void Include(ProgramVersion? other)
        {
            if (other is not null && Find(versions, other) < 0) versions = versions.Add(other);
        }
    }

    private static int Find(ImmutableArray<ProgramVersion> versions, ProgramVersion? version)
    {
        if (version is null) return 0;
        for (var i = 0; i < versions.Length; i++)
        {
            if (ReferenceEquals(versions[i], version) || versions[i].Hash == version.Hash) return i;
        }

        return -1;
    }

    private static void WriteState(PartWriter parts, ImmutableArray<ProgramVersion> versions, ref MessagePackWriter writer, EntityRecord record, EntityState? state)
    {
        writer.Write(state is not null);
        if (state is null) return;
        parts.Write(ref writer, state.Entity);
        parts.WriteOptional(ref writer, state.Fields);
        writer.WriteMapHeader(state.Joins.Count);
        foreach (var (id, join) in state.Joins)
        {
            ValueWriter.WriteText(ref writer, id);
            var own = WritePlace(versions, ref writer, record.Forks.GetValueOrDefault(id)?.Version);
            own.Write(ref writer, join.Waiting);
            writer.WriteArrayHeader(join.Answers.Length);
            foreach (var answer in join.Answers)
            {
                writer.Write(answer is not null);
                if (answer is not null) own.Write(ref writer, answer);
            }

            own.Return();
        }
    }

    private static void WriteCalls(ImmutableArray<ProgramVersion> versions, ref MessagePackWriter writer, ImmutableDictionary<EventId, ReceivedCall> calls)
    {
        writer.WriteMapHeader(calls.Count);
        foreach (var (id, call) in calls)
        {
            PartWriter.Write(ref writer, id);
            writer.Write(call.Reply is not null);
            if (call.Reply is { } reply)
            {
                var own = WritePlace(versions, ref writer, call.Version);
                own.Write(ref writer, reply);
                own.Return();
            }

            writer.Write(call.At);
        }
    }

    private static void WriteOutbox(ImmutableArray<ProgramVersion> versions, ref MessagePackWriter writer, ImmutableDictionary<EventId, CallMessage> outbox)
    {
        writer.WriteArrayHeader(outbox.Count);
        foreach (var (_, call) in outbox)
        {
            var own = WritePlace(versions, ref writer, call.Version);
            MessageCodec.Write(own, ref writer, call);
            own.Return();
        }
    }

    private static void WriteForks(ImmutableArray<ProgramVersion> versions, ref MessagePackWriter writer, ImmutableDictionary<string, PendingFork> forks)
    {
        writer.WriteMapHeader(forks.Count);
        foreach (var (id, fork) in forks)
        {
            ValueWriter.WriteText(ref writer, id);
            writer.Write(Find(versions, fork.Version));
            PartWriter.Write(ref writer, fork.Path);
            writer.WriteArrayHeader(fork.Outputs.Length);
            foreach (var output in fork.Outputs) PartWriter.WriteTexts(ref writer, output);
        }
    }

    private static void WritePrepared(PartWriter parts, ImmutableArray<ProgramVersion> versions, ref MessagePackWriter writer, EntityRecord record)
    {
        writer.Write(record.Prepared is not null);
        if (record.Prepared is not { } prepared) return;
        var own = WritePlace(versions, ref writer, prepared.Version);
        own.Write(ref writer, prepared.Attempt);
        own.Return();
        PartWriter.Write(ref writer, prepared.Lock);
        WriteState(parts, versions, ref writer, record, prepared.State);
    }

    private static void WriteCommitting(ImmutableArray<ProgramVersion> versions, ref MessagePackWriter writer, ImmutableDictionary<EventId, CommittedTransaction> committing)
    {
        writer.WriteMapHeader(committing.Count);
        foreach (var (id, committed) in committing)
        {
            PartWriter.Write(ref writer, id);
            var own = WritePlace(versions, ref writer, committed.Version);
            own.Write(ref writer, committed.Attempt);
            own.Write(ref writer, committed.Unconfirmed);
            own.Return();
        }
    }

    /// <summary>Writes which program it is that something is of, and gives a writer for that.</summary>
    private static PartWriter WritePlace(ImmutableArray<ProgramVersion> versions, ref MessagePackWriter writer, ProgramVersion? version)
    {
        var place = Find(versions, version);
        writer.Write(place);
        return versions[place].Parts.Writers.Get();
    }
}
