using MessagePack;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;

namespace StateFlow.Orleans.Messages;

/// <summary>Messages and replies as bytes, for those who have the same program.</summary>
internal static class MessageCodec
{
    public static void Write(PartWriter parts, ref MessagePackWriter writer, Message message)
    {
        switch (message)
        {
            case CallMessage call:
                Write(ref writer, MessageTag.Call);
                Write(parts, ref writer, call);
                break;
            case AnswerMessage answer:
                Write(ref writer, MessageTag.Answer);
                Write(parts, ref writer, answer);
                break;
            case ProbeMessage probe:
                Write(ref writer, MessageTag.Probe);
                parts.Write(ref writer, probe.Target);
                PartWriter.Write(ref writer, probe.Call);
                parts.Write(ref writer, probe.Caller);
                break;
            case MissingMessage missing:
                Write(ref writer, MessageTag.Missing);
                parts.Write(ref writer, missing.Target);
                PartWriter.Write(ref writer, missing.Call);
                break;
            case PrepareMessage prepare:
                WriteStart(parts, ref writer, MessageTag.Prepare, prepare);
                PartWriter.Write(ref writer, prepare.Lock);
                PartWriter.Write(ref writer, prepare.Undone);
                break;
            case VoteMessage vote:
                WriteStart(parts, ref writer, MessageTag.Vote, vote);
                parts.Write(ref writer, vote.Voter);
                writer.Write(vote.CanCommit);
                parts.WriteOptional(ref writer, vote.BrokenInvariant);
                break;
            case CommitMessage commit:
                WriteStart(parts, ref writer, MessageTag.Commit, commit);
                PartWriter.Write(ref writer, commit.Lock);
                break;
            case CommittedMessage committed:
                WriteStart(parts, ref writer, MessageTag.Committed, committed);
                parts.Write(ref writer, committed.Participant);
                break;
            case AbortMessage abort:
                WriteStart(parts, ref writer, MessageTag.Abort, abort);
                break;
            case WoundMessage wound:
                WriteStart(parts, ref writer, MessageTag.Wound, wound);
                parts.Write(ref writer, wound.Touched);
                break;
            case InquiryMessage inquiry:
                WriteStart(parts, ref writer, MessageTag.Inquiry, inquiry);
                parts.Write(ref writer, inquiry.Participant);
                PartWriter.Write(ref writer, inquiry.Lock);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(message));
        }
    }

    public static Message Read(PartReader parts, ref MessagePackReader reader) => (MessageTag)reader.ReadInt32() switch
    {
        MessageTag.Call => ReadCall(parts, ref reader),
        MessageTag.Answer => ReadAnswer(parts, ref reader),
        MessageTag.Probe => new ProbeMessage(parts.ReadReference(ref reader), PartReader.ReadId(ref reader), parts.ReadReference(ref reader)),
        MessageTag.Missing => new MissingMessage(parts.ReadReference(ref reader), PartReader.ReadId(ref reader)),
        MessageTag.Prepare => new PrepareMessage(parts.ReadReference(ref reader), parts.ReadAttempt(ref reader), PartReader.ReadId(ref reader), PartReader.ReadIds(ref reader)),
        MessageTag.Vote => new VoteMessage(
            parts.ReadReference(ref reader), parts.ReadAttempt(ref reader), parts.ReadReference(ref reader), reader.ReadBoolean(), parts.ReadOptionalFailure(ref reader)),
        MessageTag.Commit => new CommitMessage(parts.ReadReference(ref reader), parts.ReadAttempt(ref reader), PartReader.ReadId(ref reader)),
        MessageTag.Committed => new CommittedMessage(parts.ReadReference(ref reader), parts.ReadAttempt(ref reader), parts.ReadReference(ref reader)),
        MessageTag.Abort => new AbortMessage(parts.ReadReference(ref reader), parts.ReadAttempt(ref reader)),
        MessageTag.Wound => new WoundMessage(parts.ReadReference(ref reader), parts.ReadAttempt(ref reader), parts.ReadReferences(ref reader)),
        MessageTag.Inquiry => new InquiryMessage(
            parts.ReadReference(ref reader), parts.ReadAttempt(ref reader), parts.ReadReference(ref reader), PartReader.ReadId(ref reader)),
        var tag => throw new InvalidDataException($"A message is of the unknown kind {(int)tag}."),
    };

    public static void Write(PartWriter parts, ref MessagePackWriter writer, CallMessage message)
    {
        var call = message.Event;
        writer.Write((int)(call switch
        {
            InvokeEvent => EventTag.Invoke,
            CreateEvent => EventTag.Create,
            ExistsEvent => EventTag.Exists,
            _ => throw new ArgumentOutOfRangeException(nameof(message)),
        }));
        WriteStart(parts, ref writer, call);
        parts.Write(ref writer, call.Caller);
        parts.Write(ref writer, call.CalledAt);
        switch (call)
        {
            case InvokeEvent invoke:
                parts.WriteMethod(ref writer, invoke.Method);
                parts.Write(ref writer, invoke.Arguments);
                break;
            case CreateEvent create:
                parts.Write(ref writer, create.Arguments);
                break;
        }

        PartWriter.Write(ref writer, message.Path);
        parts.WriteOptional(ref writer, message.Transaction);
    }

    public static CallMessage ReadCall(PartReader parts, ref MessagePackReader reader)
    {
        var tag = (EventTag)reader.ReadInt32();
        var (id, source, target, scope) = ReadStart(parts, ref reader);
        var (caller, calledAt) = (parts.ReadContinuation(ref reader), parts.ReadSpan(ref reader));
        CallEvent call = tag switch
        {
            EventTag.Invoke => new InvokeEvent(id, source, target, scope, caller, parts.ReadMethod(ref reader), parts.ReadValues(ref reader), calledAt),
            EventTag.Create => new CreateEvent(id, source, target, scope, caller, parts.ReadValues(ref reader), calledAt),
            EventTag.Exists => new ExistsEvent(id, source, target, scope, caller, calledAt),
            _ => throw new InvalidDataException($"An event is of the unknown kind {(int)tag}."),
        };
        return new CallMessage(call, PartReader.ReadPath(ref reader), parts.ReadOptionalProgress(ref reader));
    }

    private static void Write(PartWriter parts, ref MessagePackWriter writer, AnswerMessage message)
    {
        WriteStart(parts, ref writer, message.Event);
        parts.Write(ref writer, message.Event.Waiting);
        parts.Write(ref writer, message.Event.Answer);
        PartWriter.Write(ref writer, message.Answered);
        PartWriter.Write(ref writer, message.Path);
        PartWriter.WriteTexts(ref writer, message.Output);
        parts.WriteOptional(ref writer, message.Transaction);
    }

    private static AnswerMessage ReadAnswer(PartReader parts, ref MessagePackReader reader)
    {
        var (id, source, target, scope) = ReadStart(parts, ref reader);
        var resume = new ResumeEvent(id, source, target, scope, parts.ReadContinuation(ref reader), parts.ReadAnswer(ref reader));
        return new AnswerMessage(
            resume, PartReader.ReadId(ref reader), PartReader.ReadPath(ref reader), PartReader.ReadTexts(ref reader), parts.ReadOptionalProgress(ref reader));
    }

    private static void WriteStart(PartWriter parts, ref MessagePackWriter writer, Event @event)
    {
        PartWriter.Write(ref writer, @event.Id);
        parts.Write(ref writer, @event.Source);
        parts.Write(ref writer, @event.Target);
        PartWriter.Write(ref writer, @event.Scope);
    }

    private static (EventId Id, EntityReference Source, EntityReference Target, TransactionScope? Scope) ReadStart(PartReader parts, ref MessagePackReader reader) =>
        (PartReader.ReadId(ref reader), parts.ReadReference(ref reader), parts.ReadReference(ref reader), PartReader.ReadScope(ref reader));

    private static void WriteStart(PartWriter parts, ref MessagePackWriter writer, MessageTag tag, AttemptMessage message)
    {
        Write(ref writer, tag);
        parts.Write(ref writer, message.Target);
        parts.Write(ref writer, message.Attempt);
    }

    private static void Write(ref MessagePackWriter writer, MessageTag tag) => writer.Write((int)tag);
}
