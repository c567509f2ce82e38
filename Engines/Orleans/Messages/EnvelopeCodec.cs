using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Codecs;
using Orleans.Serialization.WireProtocol;

namespace StateFlow.Orleans.Messages;

/// <summary>How Orleans writes what is between two processes: as a run of bytes, which it need not understand.</summary>
/// <remarks>Within a process nothing is copied: the types are marked as immutable.</remarks>
internal abstract class ProgramContentCodec<TEnvelope, TContent> : IFieldCodec<TEnvelope>
    where TEnvelope : ProgramContent<TContent>
    where TContent : class
{
    public void WriteField<TBufferWriter>(ref Writer<TBufferWriter> writer, uint fieldIdDelta, [AllowNull] Type expectedType, [AllowNull] TEnvelope value)
        where TBufferWriter : IBufferWriter<byte>
    {
        if (ReferenceCodec.TryWriteReferenceField(ref writer, fieldIdDelta, expectedType, value)) return;
        var bytes = value.ToBytes();
        writer.WriteFieldHeader(fieldIdDelta, expectedType, typeof(TEnvelope), WireType.LengthPrefixed);
        writer.WriteVarUInt32((uint)bytes.Length);
        writer.Write(bytes.Span);
    }

    [return: MaybeNull]
    public TEnvelope ReadValue<TInput>(ref Reader<TInput> reader, Field field)
    {
        if (field.WireType == WireType.Reference) return ReferenceCodec.ReadReference<TEnvelope, TInput>(ref reader, field);
        field.EnsureWireType(WireType.LengthPrefixed);
        var envelope = Of(reader.ReadBytes(reader.ReadVarUInt32()));
        ReferenceCodec.RecordObject(reader.Session, envelope);
        return envelope;
    }

    protected abstract TEnvelope Of(ReadOnlyMemory<byte> bytes);
}

[RegisterSerializer]
internal sealed class EnvelopeCodec : ProgramContentCodec<Envelope, Message>, IFieldCodec<Envelope>
{
    protected override Envelope Of(ReadOnlyMemory<byte> bytes) => new(bytes);
}

[RegisterSerializer]
internal sealed class ReplyEnvelopeCodec : ProgramContentCodec<ReplyEnvelope, Reply>, IFieldCodec<ReplyEnvelope>
{
    protected override ReplyEnvelope Of(ReadOnlyMemory<byte> bytes) => new(bytes);
}
