using System.Buffers;
using System.Runtime.InteropServices;
using MessagePack;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Execution.Records;

/// <summary>Reads what <see cref="ValueWriter"/> wrote with the same schema.</summary>
internal sealed class ValueReader
{
    private readonly StoredSchema _schema;
    private readonly Program _program;
    private readonly ImmutableArray<TypeDefinition?> _definitions;
    private readonly Stack<Structure> _open = [];

    public ValueReader(StoredSchema schema, Program program)
    {
        _schema = schema;
        _program = program;
        var declared = program.Types.ToDictionary(type => type.Name);
        _definitions = [.. schema.Types.Select(type => declared.TryGetValue(type.Name, out var definition) && StoredSchema.Notation(definition) == type.Declaration ? definition : null)];
    }

    public Value Read(ref MessagePackReader reader)
    {
        _open.Clear();
        while (true)
        {
            if (ReadStart(ref reader) is not { } value) continue;
            while (true)
            {
                if (!_open.TryPeek(out var structure)) return value;
                if (!structure.Add(value)) break;
                value = _open.Pop().Close();
            }
        }
    }

    /// <summary>Reads an entity's type and key.</summary>
    public EntityReference ReadReference(ref MessagePackReader reader)
    {
        var entity = _schema.Entities[reader.ReadInt32()].Name;
        return new EntityReference(entity, Read(ref reader));
    }

    public static Failure ReadFailure(ref MessagePackReader reader)
    {
        var message = ReadText(ref reader);
        var span = ReadSpan(ref reader);
        var sites = new CallSite[reader.ReadArrayHeader()];
        for (var i = 0; i < sites.Length; i++) sites[i] = new CallSite(ReadText(ref reader), ReadSpan(ref reader));
        return new Failure(message, span, ImmutableCollectionsMarshal.AsImmutableArray(sites));
    }

    public static string ReadText(ref MessagePackReader reader) => reader.NextMessagePackType == MessagePackType.Binary
        ? new string(MemoryMarshal.Cast<byte, char>(reader.ReadBytes()!.Value.ToArray().AsSpan()))
        : reader.ReadString()!;

    private static SourceSpan ReadSpan(ref MessagePackReader reader) =>
        new(ReadText(ref reader), ReadPosition(ref reader), ReadPosition(ref reader));

    private static SourcePosition ReadPosition(ref MessagePackReader reader) => new(reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());

    /// <summary>Reads a value without parts, or begins one with parts and gives null.</summary>
    private Value? ReadStart(ref MessagePackReader reader)
    {
        switch (reader.NextMessagePackType)
        {
            case MessagePackType.Integer:
                return IntValue.Of(reader.ReadInt64());
            case MessagePackType.Float:
                return new FloatValue(reader.ReadDouble());
            case MessagePackType.Boolean:
                return BoolValue.Of(reader.ReadBoolean());
            case MessagePackType.String or MessagePackType.Binary:
                return new StringValue(ReadText(ref reader));
            case MessagePackType.Nil:
                reader.ReadNil();
                return UnitValue.Instance;
        }

        var parts = reader.ReadArrayHeader() - 1;
        var kind = (ValueKind)reader.ReadInt32();
        var structure = kind switch
        {
            ValueKind.None => new Structure(0, static _ => OptionValue.None),
            ValueKind.Some => new Structure(parts, static items => OptionValue.Some(items[0])),
            ValueKind.List => new Structure(parts, static items => ListValue.Of(items)),
            ValueKind.Tuple => new Structure(parts, static items => new TupleValue(ImmutableCollectionsMarshal.AsImmutableArray(items))),
            ValueKind.Set => new Structure(parts, static items => SetValue.From(items)),
            ValueKind.Map => new Structure(parts, static items => MapValue.From(items.Chunk(2).Select(pair => KeyValuePair.Create(pair[0], pair[1])))),
            ValueKind.Record => Record(ref reader, parts - 1),
            ValueKind.Union => Union(ref reader, parts - 2),
            ValueKind.Reference => Reference(ref reader),
            ValueKind.Failure => Failure(ref reader),
            ValueKind.Function => Function(ref reader, parts - 1),
            _ => throw new InvalidDataException($"A stored value is of the unknown kind {(int)kind}."),
        };

        if (structure.IsComplete) return structure.Close();
        _open.Push(structure);
        return null;
    }

    private Structure Record(ref MessagePackReader reader, int parts)
    {
        var definition = (RecordDefinition)Definition(reader.ReadInt32());
        return new Structure(parts, items => new RecordValue(definition, ImmutableCollectionsMarshal.AsImmutableArray(items)));
    }

    private Structure Union(ref MessagePackReader reader, int parts)
    {
        var definition = (UnionDefinition)Definition(reader.ReadInt32());
        var chosen = definition.Cases[reader.ReadInt32()];
        return new Structure(parts, items => new UnionValue(chosen, ImmutableCollectionsMarshal.AsImmutableArray(items)));
    }

    private Structure Reference(ref MessagePackReader reader)
    {
        var entity = _schema.Entities[reader.ReadInt32()].Name;
        return new Structure(1, items => new EntityReference(entity, items[0]));
    }

    private static Structure Failure(ref MessagePackReader reader)
    {
        var failure = ReadFailure(ref reader);
        return new Structure(0, _ => new FailureValue(failure));
    }

    private Structure Function(ref MessagePackReader reader, int parts)
    {
        var method = _program.Method(ReadText(ref reader));
        return new Structure(parts, items => new FunctionValue(method, ImmutableCollectionsMarshal.AsImmutableArray(items)));
    }

    private TypeDefinition Definition(int index) => _definitions[index] ?? throw new ForeignTypeException(
        $"Values of type {_schema.Types[index].Name} are stored, which the program declares in another way or not at all. Keep the declaration, and give a changed one another name.");

    /// <summary>A value whose parts are being read.</summary>
    private sealed class Structure(int parts, Func<Value[], Value> close)
    {
        private readonly Value[] _parts = new Value[parts];
        private int _count;

        public bool IsComplete => _count == _parts.Length;

        /// <summary>Adds a part, and tells whether it was the last.</summary>
        public bool Add(Value part)
        {
            _parts[_count++] = part;
            return IsComplete;
        }

        public Value Close() => close(_parts);
    }
}
