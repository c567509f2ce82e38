using System.Text;
using MessagePack;
using StateFlow.Execution.Records;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Runtime.Durability.Records;

/// <summary>Reads what <see cref="RecordWriter"/> wrote, with any of the schemas that the store has had.</summary>
/// <remarks>For one thread at a time.</remarks>
internal sealed class RecordReader(IReadOnlyDictionary<int, StoredSchema> schemas, Program program)
{
    private readonly Dictionary<int, ValueReader> _readers = schemas.ToDictionary(schema => schema.Key, schema => new ValueReader(schema.Value, program));
    private readonly Dictionary<(int Schema, string Entity), ImmutableArray<int>> _places = [];

    public LoggedBatch ReadBatch(long number, ReadOnlyMemory<byte> payload) => Guard(() =>
    {
        var reader = new MessagePackReader(payload);
        var values = _readers[reader.ReadInt32()];
        var methods = new string[reader.ReadArrayHeader()];
        for (var i = 0; i < methods.Length; i++) methods[i] = ValueReader.ReadText(ref reader);
        var requests = ImmutableArray.CreateBuilder<EntityRequest>(reader.ReadArrayHeader());
        while (requests.Count < requests.Capacity)
        {
            var id = reader.TryReadNil() ? null : ValueReader.ReadText(ref reader);
            var target = values.ReadReference(ref reader);
            EntityRequest request = (RequestKind)reader.ReadInt32() switch
            {
                RequestKind.Invoke => new InvokeRequest(target, methods[reader.ReadInt32()], new(ReadAll(values, ref reader))),
                RequestKind.Create => new CreateRequest(target, new(ReadAll(values, ref reader))),
                RequestKind.Exists => new ExistsRequest(target),
                var kind => throw new DamagedStoreException($"A logged request is of the unknown kind {(int)kind}."),
            };
            requests.Add(request with { Id = id });
        }

        return new LoggedBatch(number, requests.MoveToImmutable());
    });

    /// <param name="key">The part of the record's key after its prefix.</param>
    public EntityRecord ReadEntity(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> payload) => Guard(() =>
    {
        var end = key.Span.IndexOf((byte)0);
        var entity = Encoding.UTF8.GetString(key.Span[..end]);
        var reader = new MessagePackReader(payload);
        var schema = reader.ReadInt32();
        var values = _readers[schema];
        var keyReader = new MessagePackReader(key[(end + 1)..]);
        var reference = new EntityReference(entity, values.Read(ref keyReader));
        var fields = ReadAll(values, ref reader);
        return new EntityRecord(reference, [.. Places(schema, entity).Select(place => fields[place])]);
    });

    /// <param name="key">The part of the record's key after its prefix.</param>
    public (long Sequence, KeptAnswer Answer) ReadAnswer(ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> payload) => Guard(() =>
    {
        var keyReader = new MessagePackReader(key);
        var id = ValueReader.ReadText(ref keyReader);
        var reader = new MessagePackReader(payload);
        var values = _readers[reader.ReadInt32()];
        var sequence = reader.ReadInt64();
        Answer answer = reader.ReadBoolean() ? new ResultAnswer(values.Read(ref reader)) : new FailureAnswer(ValueReader.ReadFailure(ref reader));
        return (sequence, new KeptAnswer(id, answer));
    });

    private static ImmutableArray<Value> ReadAll(ValueReader values, ref MessagePackReader reader)
    {
        var items = ImmutableArray.CreateBuilder<Value>(reader.ReadArrayHeader());
        while (items.Count < items.Capacity) items.Add(values.Read(ref reader));
        return items.MoveToImmutable();
    }

    /// <summary>Where the fields of the program's operator stand in a record of the schema.</summary>
    private ImmutableArray<int> Places(int schema, string entity)
    {
        if (_places.TryGetValue((schema, entity), out var places)) return places;
        var stored = schemas[schema].Entities.Single(other => other.Name == entity).Fields.Select(field => field.Name).ToList();
        places = [.. program.Operator(entity).Fields.Select(field => stored.IndexOf(field.Name))];
        _places.Add((schema, entity), places);
        return places;
    }

    /// <summary>A record with its checksum that makes no sense was written by something else.</summary>
    private static T Guard<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (ForeignTypeException exception)
        {
            throw new EngineException(exception.Message);
        }
        catch (Exception exception) when (exception is not EngineException)
        {
            throw new DamagedStoreException($"A stored record cannot be read: {exception.Message}", exception);
        }
    }
}
