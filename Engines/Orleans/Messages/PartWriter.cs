using System.Buffers;
using MessagePack;
using StateFlow.Execution.Records;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Orleans.Programs;

namespace StateFlow.Orleans.Messages;

/// <summary>Writes what messages and records consist of, as MessagePack, for one program.</summary>
/// <remarks>For one thread at a time. Stacks of frames are as deep as calls are nested: nothing here recurses along them.</remarks>
internal sealed class PartWriter(ProgramVersion version)
{
    private readonly ValueWriter _values = new(version.Schema);
    private readonly WireNames _names = version.Names;

    /// <summary>For whoever has rented the writer.</summary>
    public ArrayBufferWriter<byte> Buffer { get; } = new();

    /// <summary>Gives the writer back to those of its program.</summary>
    public void Return() => version.Parts.Writers.Return(this);

    public static void WriteTexts(ref MessagePackWriter writer, ImmutableArray<string> texts)
    {
        writer.WriteArrayHeader(texts.Length);
        foreach (var text in texts) ValueWriter.WriteText(ref writer, text);
    }

    public static void Write(ref MessagePackWriter writer, EventId id)
    {
        writer.WriteUInt64(id.High);
        writer.WriteUInt64(id.Low);
    }

    public static void Write(ref MessagePackWriter writer, ImmutableArray<EventId> ids)
    {
        writer.WriteArrayHeader(ids.Length);
        foreach (var id in ids) Write(ref writer, id);
    }

    public void Write(ref MessagePackWriter writer, EntityReference reference)
    {
        if (reference.Entity == Program.ScriptName) writer.WriteNil();
        else _values.WriteReference(ref writer, reference);
    }

    /// <summary>Writes values, of which some may be missing.</summary>
    public void WriteOptional(ref MessagePackWriter writer, ImmutableArray<Value?> values)
    {
        writer.WriteArrayHeader(values.Length);
        foreach (var value in values)
        {
            writer.Write(value is not null);
            if (value is not null) _values.Write(ref writer, value);
        }
    }

    public void Write(ref MessagePackWriter writer, ImmutableArray<Value> values)
    {
        writer.WriteArrayHeader(values.Length);
        foreach (var value in values) _values.Write(ref writer, value);
    }

    public void Write(ref MessagePackWriter writer, Answer answer)
    {
        writer.Write(answer is ResultAnswer);
        switch (answer)
        {
            case ResultAnswer result:
                _values.Write(ref writer, result.Value);
                break;
            case FailureAnswer failure:
                Write(ref writer, failure.Failure);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(answer));
        }
    }

    public void Write(ref MessagePackWriter writer, Reply reply)
    {
        Write(ref writer, reply.Answer);
        WriteTexts(ref writer, reply.Output);
    }

    public void WriteOptional(ref MessagePackWriter writer, Failure? failure)
    {
        writer.Write(failure is not null);
        if (failure is not null) Write(ref writer, failure);
    }

    public void Write(ref MessagePackWriter writer, SourceSpan span)
    {
        if (_names.NumberOfCall(span) is { } number)
        {
            writer.Write(number);
            return;
        }

        if (span == SourceSpan.None)
        {
            writer.WriteNil();
            return;
        }

        writer.WriteArrayHeader(1 + 2 * 3);
        WriteName(ref writer, span.File, _names.NumberOfFile(span.File));
        Write(ref writer, span.Start);
        Write(ref writer, span.End);
    }

    public void WriteMethod(ref MessagePackWriter writer, string method) => WriteName(ref writer, method, _names.NumberOfMethod(method));

    public void Write(ref MessagePackWriter writer, Continuation continuation)
    {
        while (true)
        {
            switch (continuation)
            {
                case FrameContinuation waiting:
                    writer.Write((int)ContinuationTag.Frame);
                    Write(ref writer, waiting.Frame);
                    continuation = waiting.Below;
                    break;
                case TransactionContinuation end:
                    writer.Write((int)ContinuationTag.Transaction);
                    Write(ref writer, end.Scope);
                    continuation = end.Below;
                    break;
                case ClientContinuation client:
                    writer.Write((int)ContinuationTag.Client);
                    writer.Write(client.Depth);
                    return;
                case JoinContinuation join:
                    writer.Write((int)ContinuationTag.Join);
                    Write(ref writer, join.Owner);
                    ValueWriter.WriteText(ref writer, join.Join);
                    writer.Write(join.Branch);
                    writer.Write(join.Depth);
                    return;
                default:
                    throw new ArgumentOutOfRangeException(nameof(continuation));
            }
        }
    }

    /// <summary>Writes the transactions from the innermost to the outermost; null as none.</summary>
    public static void Write(ref MessagePackWriter writer, TransactionScope? scope)
    {
        var count = 0;
        for (var at = scope; at is not null; at = at.Parent) count++;
        writer.WriteArrayHeader(count);
        for (var at = scope; at is not null; at = at.Parent) Write(ref writer, at.Id);
    }

    public static void Write(ref MessagePackWriter writer, CallPath path)
    {
        var count = 0;
        for (var at = path; at is not null; at = at.Below) count++;
        writer.WriteArrayHeader(count);
        for (var at = path; at is not null; at = at.Below)
        {
            Write(ref writer, at.Call);
            WriteTexts(ref writer, at.Output);
        }
    }

    public void Write(ref MessagePackWriter writer, TransactionAttempt attempt)
    {
        Write(ref writer, attempt.Id);
        Write(ref writer, attempt.Coordinator);
        WriteMethod(ref writer, attempt.Method);
        writer.Write(attempt.Age);
    }

    public void WriteOptional(ref MessagePackWriter writer, TransactionProgress? progress)
    {
        writer.Write(progress is not null);
        if (progress is null) return;
        Write(ref writer, progress.Attempt);
        writer.WriteArrayHeader(progress.Touched.Length);
        foreach (var touch in progress.Touched)
        {
            Write(ref writer, touch.Entity);
            Write(ref writer, touch.Lock);
            WriteOptional(ref writer, touch.BrokenInvariant);
        }

        Write(ref writer, progress.Undone);
    }

    public void Write(ref MessagePackWriter writer, ImmutableArray<Participant> participants)
    {
        writer.WriteArrayHeader(participants.Length);
        foreach (var participant in participants)
        {
            Write(ref writer, participant.Entity);
            Write(ref writer, participant.Lock);
        }
    }

    public void Write(ref MessagePackWriter writer, ImmutableArray<EntityReference> references)
    {
        writer.WriteArrayHeader(references.Length);
        foreach (var reference in references) Write(ref writer, reference);
    }

    private static void Write(ref MessagePackWriter writer, SourcePosition position)
    {
        writer.Write(position.Offset);
        writer.Write(position.Line);
        writer.Write(position.Column);
    }

    private static void WriteName(ref MessagePackWriter writer, string name, int? number)
    {
        if (number is { } place) writer.Write(place);
        else ValueWriter.WriteText(ref writer, name);
    }

    private void Write(ref MessagePackWriter writer, Frame frame)
    {
        Write(ref writer, frame.Owner);
        WriteMethod(ref writer, frame.Method);
        writer.Write(frame.Block);
        WriteOptional(ref writer, frame.Values);
        Write(ref writer, frame.CalledAt);
    }

    private void Write(ref MessagePackWriter writer, Failure failure)
    {
        ValueWriter.WriteText(ref writer, failure.Message);
        Write(ref writer, failure.Span);
        writer.WriteArrayHeader(failure.Chain.Length);
        foreach (var site in failure.Chain)
        {
            ValueWriter.WriteText(ref writer, site.Callee);
            Write(ref writer, site.Span);
        }
    }
}
