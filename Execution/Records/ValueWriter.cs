using System.Runtime.InteropServices;
using MessagePack;
using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;

namespace StateFlow.Execution.Records;

/// <summary>Writes values as MessagePack: numbers, texts and truth values as such, all else as an array that begins with a <see cref="ValueKind"/>.</summary>
/// <remarks>Values may be nested as deeply as memory allows, so what is still to be written is kept on a stack of its own.</remarks>
internal sealed class ValueWriter(StoredSchema schema)
{
    private readonly Dictionary<string, int> _entities = schema.Entities.Index().ToDictionary(entity => entity.Item.Name, entity => entity.Index);
    private readonly Dictionary<string, int> _types = schema.Types.Index().ToDictionary(type => type.Item.Name, type => type.Index);
    private readonly Stack<Value> _rest = [];

    public void Write(ref MessagePackWriter writer, Value value)
    {
        _rest.Push(value);
        while (_rest.TryPop(out var next)) WriteStart(ref writer, next);
    }

    /// <summary>Writes an entity's type and key.</summary>
    public void WriteReference(ref MessagePackWriter writer, EntityReference reference)
    {
        writer.Write(_entities[reference.Entity]);
        Write(ref writer, reference.Key);
    }

    public static void Write(ref MessagePackWriter writer, Failure failure)
    {
        WriteText(ref writer, failure.Message);
        WriteSpan(ref writer, failure.Span);
        writer.WriteArrayHeader(failure.Chain.Length);
        foreach (var site in failure.Chain)
        {
            WriteText(ref writer, site.Callee);
            WriteSpan(ref writer, site.Span);
        }
    }

    /// <summary>A text that no UTF-8 stands for, half a surrogate pair in it, is written as the bytes of its UTF-16.</summary>
    public static void WriteText(ref MessagePackWriter writer, string text)
    {
        if (IsWellFormed(text)) writer.Write(text);
        else writer.Write(MemoryMarshal.AsBytes(text.AsSpan()));
    }

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOfAnyInRange('\uD800', '\uDFFF'); at >= 0; at = text.IndexOfAnyInRange('\uD800', '\uDFFF'))
        {
            if (at + 1 >= text.Length || !char.IsSurrogatePair(text[at], text[at + 1])) return false;
            text = text[(at + 2)..];
        }

        return true;
    }

    private static void WriteSpan(ref MessagePackWriter writer, SourceSpan span)
    {
        WriteText(ref writer, span.File);
        foreach (var position in (ReadOnlySpan<SourcePosition>)[span.Start, span.End])
        {
            writer.Write(position.Offset);
            writer.Write(position.Line);
            writer.Write(position.Column);
        }
    }

    private void WriteStart(ref MessagePackWriter writer, Value value)
    {
        switch (value)
        {
            case IntValue number:
                writer.Write(number.Value);
                break;
            case FloatValue number:
                writer.Write(number.Value);
                break;
            case BoolValue truth:
                writer.Write(truth.Value);
                break;
            case StringValue text:
                WriteText(ref writer, text.Value);
                break;
            case UnitValue:
                writer.WriteNil();
                break;
            case OptionValue { Item: null }:
                Open(ref writer, ValueKind.None, 0);
                break;
            case OptionValue { Item: { } item }:
                WriteParts(ref writer, ValueKind.Some, [item]);
                break;
            case ListValue list:
                WriteParts(ref writer, ValueKind.List, list.ToArray());
                break;
            case TupleValue tuple:
                WriteParts(ref writer, ValueKind.Tuple, tuple.Items.AsSpan());
                break;
            case SetValue set:
                WriteParts(ref writer, ValueKind.Set, [.. set.Items]);
                break;
            case MapValue map:
                WriteParts(ref writer, ValueKind.Map, [.. map.Entries.SelectMany(entry => (Value[])[entry.Key, entry.Value])]);
                break;
            case RecordValue record:
                Open(ref writer, ValueKind.Record, record.Fields.Length + 1);
                writer.Write(_types[record.Definition.Name]);
                Push(record.Fields.AsSpan());
                break;
            case UnionValue union:
                Open(ref writer, ValueKind.Union, union.Fields.Length + 2);
                writer.Write(_types[union.Case.Union]);
                writer.Write(union.Case.Tag);
                Push(union.Fields.AsSpan());
                break;
            case EntityReference reference:
                Open(ref writer, ValueKind.Reference, 2);
                writer.Write(_entities[reference.Entity]);
                _rest.Push(reference.Key);
                break;
            case FailureValue failure:
                Open(ref writer, ValueKind.Failure, 0);
                Write(ref writer, failure.Failure);
                break;
            case FunctionValue function:
                Open(ref writer, ValueKind.Function, function.Arguments.Length + 1);
                WriteText(ref writer, function.Method.Name);
                Push(function.Arguments.AsSpan());
                break;
            default:
                throw new ArgumentException($"{value} cannot be stored.", nameof(value));
        }
    }

    private void WriteParts(ref MessagePackWriter writer, ValueKind kind, scoped ReadOnlySpan<Value> parts)
    {
        Open(ref writer, kind, parts.Length);
        Push(parts);
    }

    private static void Open(ref MessagePackWriter writer, ValueKind kind, int parts)
    {
        writer.WriteArrayHeader(parts + 1);
        writer.Write((int)kind);
    }

    private void Push(scoped ReadOnlySpan<Value> parts)
    {
        for (var i = parts.Length - 1; i >= 0; i--) _rest.Push(parts[i]);
    }
}
