using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Exploration;

/// <summary>Hashes values to 128 bits, the same in each process.</summary>
/// <remarks>
/// Ids of started calls, forks and transactions differ between interleavings that are otherwise equal. They are hashed as the
/// numbers of their first occurrences.
/// </remarks>
internal sealed class FingerprintWriter
{
    private readonly Dictionary<string, int> _names = [];
    private ulong _high = 0x9E3779B97F4A7C15UL;
    private ulong _low = 0xC2B2AE3D27D4EB4FUL;

    public UInt128 Result => new(SplitMix.Mix(_high), SplitMix.Mix(_low ^ _high));

    /// <summary>Whether a name of this run has gone into the result, which then says nothing outside this writer.</summary>
    public bool HasNames => _names.Count > 0;

    /// <summary>The fingerprint of a text that follows another.</summary>
    public static UInt128 Append(UInt128 previous, string text)
    {
        var writer = new FingerprintWriter();
        writer.Add(previous);
        writer.Add(text);
        return writer.Result;
    }

    public void Add(ulong part)
    {
        _high = (_high ^ part) * 0xFF51AFD7ED558CCDUL;
        _high ^= _high >> 32;
        _low = (_low + part) * 0xC4CEB9FE1A85EC53UL;
        _low ^= _low >> 29;
    }

    public void Add(int part) => Add(unchecked((ulong)part));

    public void Add(UInt128 part)
    {
        Add((ulong)(part >> 64));
        Add((ulong)part);
    }

    public void Add(string text)
    {
        Add(text.Length);
        foreach (var character in text) Add((ulong)character);
    }

    /// <summary>Adds an id by the number of its first occurrence.</summary>
    public void AddName(string id)
    {
        if (!_names.TryGetValue(id, out var number)) _names[id] = number = _names.Count;
        Add(number);
    }

    public bool HasName(string id) => _names.ContainsKey(id);

    /// <summary>The number of an id that has occurred; the largest if it has not.</summary>
    public int NumberOf(string id) => _names.GetValueOrDefault(id, int.MaxValue);

    public void Add(Value? value)
    {
        if (!StackGuard.HasRoom)
        {
            StackGuard.Continue((writer: this, value), static state =>
            {
                state.writer.Add(state.value);
                return true;
            });
            return;
        }

        switch (value)
        {
            case null:
                Add(0);
                break;
            case IntValue number:
                Add(1);
                Add(unchecked((ulong)number.Value));
                break;
            case FloatValue number:
                Add(2);
                Add(BitConverter.DoubleToUInt64Bits(number.Value));
                break;
            case BoolValue truth:
                Add(truth.Value ? 3 : 4);
                break;
            case StringValue text:
                Add(5);
                Add(text.Value);
                break;
            case UnitValue:
                Add(6);
                break;
            case EntityReference reference:
                Add(7);
                Add(reference.Entity);
                Add(reference.Key);
                break;
            case CallHandle handle:
                Add(8);
                AddName(handle.Id);
                break;
            case FailureValue failure:
                Add(9);
                Add(failure.Failure);
                break;
            case ListValue list:
                Add(10);
                Add(list.Count);
                foreach (var item in list) Add(item);
                break;
            case OptionValue option:
                Add(11);
                Add(option.Item);
                break;
            case TupleValue tuple:
                Add(12);
                AddAll(tuple.Items);
                break;
            case RecordValue record:
                Add(13);
                AddAll(record.Fields);
                break;
            case UnionValue union:
                Add(14);
                Add(union.Case.Tag);
                AddAll(union.Fields);
                break;
            case MapValue map:
                Add(15);
                Add(map.Entries.Count);
                foreach (var (key, item) in map.Entries)
                {
                    Add(key);
                    Add(item);
                }

                break;
            case SetValue set:
                Add(16);
                Add(set.Items.Count);
                foreach (var item in set.Items) Add(item);
                break;
            case FunctionValue function:
                Add(17);
                Add(function.Method.Name);
                AddAll(function.Arguments);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(value), value.GetType().Name, null);
        }
    }

    public void AddAll<T>(ImmutableArray<T> values) where T : Value?
    {
        Add(values.Length);
        foreach (var value in values) Add(value);
    }

    public void Add(Failure failure)
    {
        Add(failure.Message);
        Add(failure.Span.Start.Offset);
        Add(failure.Chain.Length);
        foreach (var site in failure.Chain)
        {
            Add(site.Callee);
            Add(site.Span.Start.Offset);
        }
    }

    public void Add(Answer? answer)
    {
        switch (answer)
        {
            case null:
                Add(0);
                break;
            case ResultAnswer result:
                Add(1);
                Add(result.Value);
                break;
            case FailureAnswer failure:
                Add(2);
                Add(failure.Failure);
                break;
        }
    }
}
