using System.Runtime.InteropServices;
using MessagePack;
using StateFlow.Execution.Records;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;
using StateFlow.Orleans.Programs;

namespace StateFlow.Orleans.Messages;

/// <summary>Reads what <see cref="PartWriter"/> wrote for the same program.</summary>
/// <remarks>For one thread at a time.</remarks>
internal sealed class PartReader(ProgramVersion version)
{
    private delegate T ReadItem<out T>(ref MessagePackReader reader);

    private readonly ValueReader _values = new(version.Schema, version.Program);
    private readonly WireNames _names = version.Names;

    public static ImmutableArray<string> ReadTexts(ref MessagePackReader reader) => ReadAll(ref reader, ValueReader.ReadText);

    public static EventId ReadId(ref MessagePackReader reader) => new(reader.ReadUInt64(), reader.ReadUInt64());

    public static ImmutableArray<EventId> ReadIds(ref MessagePackReader reader) => ReadAll(ref reader, ReadId);

    public EntityReference ReadReference(ref MessagePackReader reader) => reader.TryReadNil() ? Scheduler.Script : _values.ReadReference(ref reader);

    public ImmutableArray<EntityReference> ReadReferences(ref MessagePackReader reader) => ReadAll(ref reader, ReadReference);

    public ImmutableArray<Participant> ReadParticipants(ref MessagePackReader reader) => ReadAll(ref reader, ReadParticipant);

    public ImmutableArray<Value?> ReadOptionalValues(ref MessagePackReader reader) => ReadAll(ref reader, ReadOptionalValue);

    public ImmutableArray<Value> ReadValues(ref MessagePackReader reader) => ReadAll(ref reader, _values.Read);

    public Answer ReadAnswer(ref MessagePackReader reader) =>
        reader.ReadBoolean() ? new ResultAnswer(_values.Read(ref reader)) : new FailureAnswer(ReadFailure(ref reader));

    public Reply ReadReply(ref MessagePackReader reader) => new(ReadAnswer(ref reader), ReadTexts(ref reader));

    public Failure? ReadOptionalFailure(ref MessagePackReader reader) => reader.ReadBoolean() ? ReadFailure(ref reader) : null;

    public SourceSpan ReadSpan(ref MessagePackReader reader)
    {
        if (reader.TryReadNil()) return SourceSpan.None;
        if (reader.NextMessagePackType == MessagePackType.Integer) return _names.Calls[reader.ReadInt32()];
        reader.ReadArrayHeader();
        return new SourceSpan(ReadName(ref reader, _names.Files), ReadPosition(ref reader), ReadPosition(ref reader));
    }

    public string ReadMethod(ref MessagePackReader reader) => ReadName(ref reader, _names.Methods);

    public Continuation ReadContinuation(ref MessagePackReader reader)
    {
        var above = new Stack<object>();
        while (true)
        {
            switch ((ContinuationTag)reader.ReadInt32())
            {
                case ContinuationTag.Frame:
                    above.Push(ReadFrame(ref reader));
                    break;
                case ContinuationTag.Transaction:
                    above.Push(ReadScope(ref reader)!);
                    break;
                case ContinuationTag.Client:
                    return Stacked(above, new ClientContinuation(reader.ReadInt32()));
                case ContinuationTag.Join:
                    return Stacked(above, new JoinContinuation(ReadReference(ref reader), ValueReader.ReadText(ref reader), reader.ReadInt32(), reader.ReadInt32()));
                case var tag:
                    throw new InvalidDataException($"A continuation is of the unknown kind {(int)tag}.");
            }
        }
    }

    public static TransactionScope? ReadScope(ref MessagePackReader reader)
    {
        var ids = ReadIds(ref reader);
        TransactionScope? scope = null;
        for (var i = ids.Length - 1; i >= 0; i--) scope = new TransactionScope(ids[i], scope);
        return scope;
    }

    public static CallPath ReadPath(ref MessagePackReader reader)
    {
        var calls = new (EventId Id, ImmutableArray<string> Output)[reader.ReadArrayHeader()];
        for (var i = 0; i < calls.Length; i++) calls[i] = (ReadId(ref reader), ReadTexts(ref reader));
        CallPath? path = null;
        for (var i = calls.Length - 1; i >= 0; i--) path = new CallPath(calls[i].Id, calls[i].Output, path);
        return path ?? throw new InvalidDataException("A path of calls is empty.");
    }

    public TransactionAttempt ReadAttempt(ref MessagePackReader reader) =>
        new(ReadId(ref reader), ReadReference(ref reader), ReadMethod(ref reader), reader.ReadInt64());

    public TransactionProgress? ReadOptionalProgress(ref MessagePackReader reader) =>
        reader.ReadBoolean() ? new TransactionProgress(ReadAttempt(ref reader), ReadAll(ref reader, ReadTouch), ReadIds(ref reader)) : null;

    private static Continuation Stacked(Stack<object> above, Continuation bottom) => above.Aggregate(bottom, (below, top) => top switch
    {
        Frame frame => new FrameContinuation(frame, below),
        TransactionScope scope => new TransactionContinuation(scope, below),
        _ => throw new ArgumentOutOfRangeException(nameof(above)),
    });

    private static SourcePosition ReadPosition(ref MessagePackReader reader) => new(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());

    private static string ReadName(ref MessagePackReader reader, ImmutableArray<string> names) =>
        reader.NextMessagePackType == MessagePackType.Integer ? names[reader.ReadInt32()] : ValueReader.ReadText(ref reader);

    private static ImmutableArray<T> ReadAll<T>(ref MessagePackReader reader, ReadItem<T> read)
    {
        var count = reader.ReadArrayHeader();
        if (count == 0) return [];
        var items = new T[count];
        for (var i = 0; i < items.Length; i++) items[i] = read(ref reader);
        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }

    private Value? ReadOptionalValue(ref MessagePackReader reader) => reader.ReadBoolean() ? _values.Read(ref reader) : null;

    private Participant ReadParticipant(ref MessagePackReader reader) => new(ReadReference(ref reader), ReadId(ref reader));

    private Touch ReadTouch(ref MessagePackReader reader) => new(ReadReference(ref reader), ReadId(ref reader), ReadOptionalFailure(ref reader));

    private Frame ReadFrame(ref MessagePackReader reader) => new(
        ReadReference(ref reader), ReadMethod(ref reader), reader.ReadInt32(), ReadOptionalValues(ref reader), ReadSpan(ref reader));

    private Failure ReadFailure(ref MessagePackReader reader)
    {
        var (message, span) = (ValueReader.ReadText(ref reader), ReadSpan(ref reader));
        return new Failure(message, span, ReadAll(ref reader, ReadSite));
    }

    private CallSite ReadSite(ref MessagePackReader reader) => new(ValueReader.ReadText(ref reader), ReadSpan(ref reader));
}
