using System.Runtime.InteropServices;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Runtime.Execution;

/// <summary>What compiled code does with values that have parts. Arrays that are given are not used again by the giver.</summary>
internal static class Structures
{
    public static TupleValue Tuple(Value[] items) => new(Immutable(items));

    public static ListValue List(Value[] items) => ListValue.Of(items);

    public static Value Head(ListValue list, UnitExecutor executor, int span) =>
        list.IsEmpty ? throw executor.Failure("List.head: the list is empty", span) : list.Head;

    public static ListValue Tail(ListValue list, UnitExecutor executor, int span) =>
        list.IsEmpty ? throw executor.Failure("List.tail: the list is empty", span) : list.Tail;

    public static ListValue Reverse(ListValue list)
    {
        var reversed = ListValue.Empty;
        for (; !list.IsEmpty; list = list.Tail) reversed = ListValue.Cons(list.Head, reversed);
        return reversed;
    }

    public static RecordValue Record(RecordDefinition definition, Value[] fields) => new(definition, Immutable(fields));

    public static UnionValue Union(UnionCase unionCase, Value[] fields) => new(unionCase, Immutable(fields));

    public static FunctionValue Function(Method method, Value[] captures) => new(method, Immutable(captures));

    public static Value[] CopyFields(RecordValue record) => record.Fields.ToArray();

    public static RecordValue WithFields(RecordValue record, Value[] fields) => record with { Fields = Immutable(fields) };

    public static Value Field(RecordValue record, int index) => record.Fields[index];

    public static Value Field(UnionValue union, int index) => union.Fields[index];

    public static Value Item(TupleValue tuple, int index) => tuple.Items[index];

    public static bool IsCase(UnionValue union, int tag) => union.Case.Tag == tag;

    private static ImmutableArray<Value> Immutable(Value[] items) => ImmutableCollectionsMarshal.AsImmutableArray(items);
}
