using System.Text;
using MessagePack;
using StateFlow.Execution.Records;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;

namespace StateFlow.Runtime.Durability.Records;

/// <summary>Writes the payloads of records; each begins with the number of the schema by which it is read.</summary>
/// <remarks>For one thread at a time.</remarks>
internal sealed class RecordWriter(int schemaNumber, StoredSchema schema)
{
    private readonly ValueWriter _values = new(schema);

    public void Write(RecordBuffer buffer, LoggedBatch batch)
    {
        var writer = Begin(buffer);
        var methods = new Dictionary<string, int>();
        foreach (var request in batch.Requests.OfType<InvokeRequest>()) methods.TryAdd(request.Method, methods.Count);
        writer.WriteArrayHeader(methods.Count);
        foreach (var method in methods.Keys) ValueWriter.WriteText(ref writer, method);
        writer.WriteArrayHeader(batch.Requests.Length);
        foreach (var request in batch.Requests)
        {
            if (request.Id is { } id) ValueWriter.WriteText(ref writer, id);
            else writer.WriteNil();
            _values.WriteReference(ref writer, request.Target);
            switch (request)
            {
                case InvokeRequest invoke:
                    writer.Write((int)RequestKind.Invoke);
                    writer.Write(methods[invoke.Method]);
                    WriteAll(ref writer, invoke.Arguments);
                    break;
                case CreateRequest create:
                    writer.Write((int)RequestKind.Create);
                    WriteAll(ref writer, create.Arguments);
                    break;
                case ExistsRequest:
                    writer.Write((int)RequestKind.Exists);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(batch));
            }
        }

        writer.Flush();
    }

    public void Write(RecordBuffer buffer, EntityRecord record)
    {
        var writer = Begin(buffer);
        WriteAll(ref writer, record.Fields);
        writer.Flush();
    }

    /// <param name="sequence">The answer's place among all: they are stored by id and read in this order.</param>
    public void Write(RecordBuffer buffer, long sequence, Answer answer)
    {
        var writer = Begin(buffer);
        writer.Write(sequence);
        switch (answer)
        {
            case ResultAnswer result:
                writer.Write(true);
                _values.Write(ref writer, result.Value);
                break;
            case FailureAnswer failure:
                writer.Write(false);
                ValueWriter.Write(ref writer, failure.Failure);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(answer));
        }

        writer.Flush();
    }

    /// <summary>Writes the part of an entity's record's key after its prefix: it does not depend on the schema.</summary>
    public void WriteKey(RecordBuffer buffer, EntityReference entity)
    {
        Encoding.UTF8.GetBytes(entity.Entity.AsSpan(), buffer);
        buffer.GetSpan(1)[0] = 0;
        buffer.Advance(1);
        var writer = new MessagePackWriter(buffer);
        _values.Write(ref writer, entity.Key);
        writer.Flush();
    }

    /// <summary>Writes the part of an answer's record's key after its prefix.</summary>
    public static void WriteKey(RecordBuffer buffer, string requestId)
    {
        var writer = new MessagePackWriter(buffer);
        ValueWriter.WriteText(ref writer, requestId);
        writer.Flush();
    }

    private MessagePackWriter Begin(RecordBuffer buffer)
    {
        buffer.Clear();
        var writer = new MessagePackWriter(buffer);
        writer.Write(schemaNumber);
        return writer;
    }

    private void WriteAll(ref MessagePackWriter writer, IReadOnlyList<Value> values)
    {
        writer.WriteArrayHeader(values.Count);
        foreach (var value in values) _values.Write(ref writer, value);
    }
}

/// <summary>The kind of a logged request. The numbers are part of the format.</summary>
internal enum RequestKind
{
    Invoke = 0,
    Create = 1,
    Exists = 2,
}
