using MessagePack;
using StateFlow.Interpreter.Execution;
using StateFlow.Orleans.Programs;

namespace StateFlow.Orleans.Messages;

/// <summary>A message on its way between two grains.</summary>
[Immutable]
[Alias("stateflow.envelope")]
internal sealed class Envelope : ProgramContent<Message>
{
    /// <param name="version">The program by which the message is to be understood.</param>
    /// <param name="acknowledged">Calls to the target that nobody will repeat, so that it may forget their answers.</param>
    public Envelope(ProgramVersion version, Message message, ImmutableArray<EventId> acknowledged)
        : base(version, message) => Acknowledged = acknowledged;

    public Envelope(ReadOnlyMemory<byte> bytes)
        : base(bytes)
    {
        var reader = new MessagePackReader(Head);
        Acknowledged = PartReader.ReadIds(ref reader);
    }

    /// <summary>Calls to the target that nobody will repeat, so that it may forget their answers.</summary>
    public ImmutableArray<EventId> Acknowledged { get; }

    protected override void WriteHead(ref MessagePackWriter writer) => PartWriter.Write(ref writer, Acknowledged);

    protected override void SkipHead(ref MessagePackReader reader) => PartReader.ReadIds(ref reader);

    protected override void Write(PartWriter parts, ref MessagePackWriter writer, Message content) => MessageCodec.Write(parts, ref writer, content);

    protected override Message Read(PartReader parts, ref MessagePackReader reader) => MessageCodec.Read(parts, ref reader);
}

/// <summary>An answer on its way to a client.</summary>
[Immutable]
[Alias("stateflow.reply")]
internal sealed class ReplyEnvelope : ProgramContent<Reply>
{
    /// <param name="version">The program that the client's request was made with.</param>
    public ReplyEnvelope(ProgramVersion version, Reply reply)
        : base(version, reply)
    {
    }

    public ReplyEnvelope(ReadOnlyMemory<byte> bytes)
        : base(bytes)
    {
    }

    protected override void Write(PartWriter parts, ref MessagePackWriter writer, Reply content) => parts.Write(ref writer, content);

    protected override Reply Read(PartReader parts, ref MessagePackReader reader) => parts.ReadReply(ref reader);
}
