using CsCheck;
using NUnit.Framework;
using StateFlow.Interpreter.Evaluation.Functions;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using static StateFlow.Interpreter.Tests.Evaluation.IRBuilder;

namespace StateFlow.Interpreter.Tests.Evaluation;

public sealed class LibraryTests
{
    private static readonly Method[] Functions =
    [
        Method("double", 1, Add(Get(0), Get(0))),
        Method("plus", 2, Add(Get(0), Get(1))),
        Method("minus", 2, Bin(Get(0), BinaryOperator.Subtract, Get(1))),
        Method("plus3", 3, Add(Get(0), Add(Get(1), Get(2)))),
        Method("isBig", 1, Bin(Get(0), BinaryOperator.Greater, 2)),
        Method("isBigEntry", 2, Bin(Get(1), BinaryOperator.Greater, 2)),
        Method("parity", 1, Bin(Get(0), BinaryOperator.Remainder, 2)),
        Method("half", 1, If(Bin(Lib("abs", Call("parity", Get(0))), BinaryOperator.Equal, 1), Lib("None"), Lib("Some", Bin(Get(0), BinaryOperator.Divide, 2)))),
        Method("twice", 1, List(Get(0), Get(0))),
        Method("toFloat", 1, Lib("float", Get(0))),
        Method("print", 1, Print(Lib("string", Get(0)))),
    ];

    private static Expression F(string name) => Closure(name);

    private static Expression Map(params (string Key, int Item)[] entries) =>
        Lib("Map.ofList", List([.. entries.Select(entry => Tuple(entry.Key, entry.Item))]));

    private static Expression SetOf(params object[] items) => Lib("Set.ofList", List(items));

    [Test]
    public void EveryFunctionIsThere() =>
        Assert.That(LibraryBodies.Names, Is.EquivalentTo(Library.Names.Except(["wait"])));

    private static IEnumerable<TestCaseData> Calls()
    {
        var numbers = List(3, 1, 4, 1, 5);
        var pairs = List(Tuple(2, "a"), Tuple(1, "b"), Tuple(2, "c"));
        var ab = Map(("a", 1), ("b", 5));

        yield return Row(Lib("failwith", "no"), "failure: no");
        yield return Row(Lib("ignore", 1), "()");
        yield return Row(Lib("not", true), "false");
        yield return Row(Lib("fst", Tuple(1, 2)), "1");
        yield return Row(Lib("snd", Tuple(1, 2)), "2");
        yield return Row(Lib("id", 1), "1");
        yield return Row(Lib("abs", -3), "3");
        yield return Row(Lib("abs", -3.5), "3.5");
        yield return Row(Lib("abs", long.MinValue), "failure: int overflow: abs (-9223372036854775808) does not fit");
        yield return Row(Lib("min", 2, 1), "1");
        yield return Row(Lib("max", "a", "b"), "\"b\"");
        yield return Row(Lib("min", double.NaN, 1.0), "nan");
        yield return Row(Lib("max", 1.0, double.NaN), "nan");
        yield return Row(Lib("compare", List(1, 2), List(1, 3)), "-1");
        yield return Row(Lib("compare", double.NaN, double.NaN), "0");
        yield return Row(Lib("floor", -1.5), "-2.0");
        yield return Row(Lib("ceil", -1.5), "-1.0");
        yield return Row(Lib("round", 2.5), "2.0");
        yield return Row(Lib("round", 3.5), "4.0");
        yield return Row(Lib("truncate", -1.7), "-1.0");
        yield return Row(Lib("sqrt", 9.0), "3.0");
        yield return Row(Lib("sqrt", -1.0), "nan");
        yield return Row(Lib("exp", 0.0), "1.0");
        yield return Row(Lib("log", 1.0), "0.0");
        yield return Row(Lib("log10", 1000.0), "3.0");
        yield return Row(Lib("sin", 0.0), "0.0");
        yield return Row(Lib("cos", 0.0), "1.0");
        yield return Row(Lib("tan", 0.0), "0.0");
        yield return Row(Lib("pown", 2, 10), "1024");
        yield return Row(Lib("pown", -3, 3), "-27");
        yield return Row(Lib("pown", 2, 62), "4611686018427387904");
        yield return Row(Lib("pown", -2, 63), "-9223372036854775808");
        yield return Row(Lib("pown", 2, 63), "failure: int overflow: pown 2 63 does not fit");
        yield return Row(Lib("pown", 2, -1), "0");
        yield return Row(Lib("pown", -1, -3), "-1");
        yield return Row(Lib("pown", 0, -1), "failure: division by zero");
        yield return Row(Lib("pown", 2.0, -1), "0.5");
        yield return Row(Lib("sign", -3), "-1");
        yield return Row(Lib("sign", 0.5), "1");
        yield return Row(Lib("sign", double.NaN), "failure: sign: nan has no sign");
        yield return Row(Lib("int", 7), "7");
        yield return Row(Lib("int", -7.9), "-7");
        yield return Row(Lib("int", 1e300), "failure: 1e+300 does not fit in an int");
        yield return Row(Lib("int", 9223372036854775808.0), "failure: 9.223372036854776e+18 does not fit in an int");
        yield return Row(Lib("int", -9223372036854775808.0), "-9223372036854775808");
        yield return Row(Lib("int", double.NaN), "failure: nan does not fit in an int");
        yield return Row(Lib("int", " 42 "), "42");
        yield return Row(Lib("int", "+42"), "42");
        yield return Row(Lib("int", "-9223372036854775808"), "-9223372036854775808");
        yield return Row(Lib("int", "0x1F"), "31");
        yield return Row(Lib("int", "-0b101"), "-5");
        yield return Row(Lib("int", "0o17"), "15");
        yield return Row(Lib("int", "0x"), "failure: \"0x\" is not an int");
        yield return Row(Lib("int", "1.5"), "failure: \"1.5\" is not an int");
        yield return Row(Lib("int", ""), "failure: \"\" is not an int");
        yield return Row(Lib("int", "9223372036854775808"), "failure: \"9223372036854775808\" is not an int");
        yield return Row(Lib("float", 2), "2.0");
        yield return Row(Lib("float", "1e3"), "1000.0");
        yield return Row(Lib("float", "1,5x"), "failure: \"1,5x\" is not a float");
        yield return Row(Lib("string", 1.0), "\"1.0\"");
        yield return Row(Lib("string", "a"), "\"a\"");
        yield return Row(Lib("string", List("a")), "\"[\"a\"]\"");
        yield return Row(Lib("Some", 1), "Some 1");
        yield return Row(Lib("None"), "None");

        yield return Row(Lib("List.empty"), "[]");
        yield return Row(Lib("List.singleton", 1), "[1]");
        yield return Row(Lib("List.length", numbers), "5");
        yield return Row(Lib("List.isEmpty", List()), "true");
        yield return Row(Lib("List.head", numbers), "3");
        yield return Row(Lib("List.head", List()), "failure: List.head: the list is empty");
        yield return Row(Lib("List.tryHead", List()), "None");
        yield return Row(Lib("List.tail", numbers), "[1; 4; 1; 5]");
        yield return Row(Lib("List.tail", List()), "failure: List.tail: the list is empty");
        yield return Row(Lib("List.last", numbers), "5");
        yield return Row(Lib("List.last", List()), "failure: List.last: the list is empty");
        yield return Row(Lib("List.tryLast", numbers), "Some 5");
        yield return Row(Lib("List.item", 2, numbers), "4");
        yield return Row(Lib("List.item", 5, numbers), "failure: index 5 is outside the list, which has 5 items");
        yield return Row(Lib("List.item", -1, List(1)), "failure: index -1 is outside the list, which has 1 item");
        yield return Row(Lib("List.nth", numbers, 4), "5");
        yield return Row(Lib("List.tryItem", 9, numbers), "None");
        yield return Row(Lib("List.tryItem", 0, numbers), "Some 3");
        yield return Row(Lib("List.rev", numbers), "[5; 1; 4; 1; 3]");
        yield return Row(Lib("List.append", List(1), List(2)), "[1; 2]");
        yield return Row(Lib("List.concat", List(List(1), List(), List(2, 3))), "[1; 2; 3]");
        yield return Row(Lib("List.contains", 4, numbers), "true");
        yield return Row(Lib("List.contains", double.NaN, List(double.NaN)), "false");
        yield return Row(Lib("List.exists", F("isBig"), numbers), "true");
        yield return Row(Lib("List.exists", F("isBig"), List()), "false");
        yield return Row(Lib("List.forall", F("isBig"), numbers), "false");
        yield return Row(Lib("List.forall", F("isBig"), List()), "true");
        yield return Row(Lib("List.find", F("isBig"), List(1, 4, 3)), "4");
        yield return Row(Lib("List.find", F("isBig"), List(1)), "failure: List.find: no item of the list satisfies the condition");
        yield return Row(Lib("List.tryFind", F("isBig"), List(1)), "None");
        yield return Row(Lib("List.findIndex", F("isBig"), List(1, 4, 3)), "1");
        yield return Row(Lib("List.findIndex", F("isBig"), List()), "failure: List.findIndex: no item of the list satisfies the condition");
        yield return Row(Lib("List.tryFindIndex", F("isBig"), List(1, 4)), "Some 1");
        yield return Row(Lib("List.pick", F("half"), List(1, 6, 4)), "3");
        yield return Row(Lib("List.pick", F("half"), List(1)), "failure: List.pick: no item of the list satisfies the condition");
        yield return Row(Lib("List.tryPick", F("half"), List(1)), "None");
        yield return Row(Lib("List.filter", F("isBig"), numbers), "[3; 4; 5]");
        yield return Row(Lib("List.partition", F("isBig"), numbers), "([3; 4; 5], [1; 1])");
        yield return Row(Lib("List.choose", F("half"), List(1, 2, 3, 4)), "[1; 2]");
        yield return Row(Lib("List.map", F("double"), numbers), "[6; 2; 8; 2; 10]");
        yield return Row(Lib("List.mapi", F("plus"), numbers), "[3; 2; 6; 4; 9]");
        yield return Row(Lib("List.map2", F("minus"), List(5, 6), List(1, 2)), "[4; 4]");
        yield return Row(Lib("List.map2", F("minus"), List(5, 6), List(1)), "failure: List.map2: the lists have different lengths, 2 and 1");
        yield return Row(Lib("List.indexed", List("a", "b")), "[(0, \"a\"); (1, \"b\")]");
        yield return Row(Lib("List.collect", F("twice"), List(1, 2)), "[1; 1; 2; 2]");
        yield return Row(Lib("List.iter", F("double"), numbers), "()");
        yield return Row(Lib("List.iteri", F("plus"), numbers), "()");
        yield return Row(Lib("List.iter2", F("plus"), List(1), List(2)), "()");
        yield return Row(Lib("List.iter2", F("plus"), List(1), List()), "failure: List.iter2: the lists have different lengths, 1 and 0");
        yield return Row(Lib("List.fold", F("minus"), 10, List(1, 2)), "7");
        yield return Row(Lib("List.foldBack", F("minus"), List(10, 2), 3), "11");
        yield return Row(Lib("List.scan", F("plus"), 1, List(2, 3)), "[1; 3; 6]");
        yield return Row(Lib("List.reduce", F("minus"), List(10, 2, 3)), "5");
        yield return Row(Lib("List.reduce", F("minus"), List()), "failure: List.reduce: the list is empty");
        yield return Row(Lib("List.sum", numbers), "14");
        yield return Row(Lib("List.sum", List()), "0");
        yield return Row(Lib("List.sum", DataType.Float, List()), "0.0");
        yield return Row(Lib("List.sum", List(1.5, 2.0)), "3.5");
        yield return Row(Lib("List.sum", List(long.MaxValue, 1)), "failure: int overflow: 9223372036854775807 + 1 does not fit");
        yield return Row(Lib("List.sumBy", F("double"), numbers), "28");
        yield return Row(Lib("List.average", List(1.0, 2.0)), "1.5");
        yield return Row(Lib("List.average", DataType.Float, List()), "failure: List.average: the list is empty");
        yield return Row(Lib("List.averageBy", DataType.Float, F("toFloat"), List(1, 2)), "1.5");
        yield return Row(Lib("List.averageBy", DataType.Float, F("toFloat"), List()), "failure: List.averageBy: the list is empty");
        yield return Row(Lib("List.min", numbers), "1");
        yield return Row(Lib("List.max", numbers), "5");
        yield return Row(Lib("List.min", List()), "failure: List.min: the list is empty");
        yield return Row(Lib("List.minBy", F("parity"), List(3, 2, 4)), "2");
        yield return Row(Lib("List.maxBy", F("parity"), List(2, 3, 5)), "3");
        yield return Row(Lib("List.maxBy", F("parity"), List()), "failure: List.maxBy: the list is empty");
        yield return Row(Lib("List.sort", numbers), "[1; 1; 3; 4; 5]");
        yield return Row(Lib("List.sort", List("b", "a", "B")), "[\"B\"; \"a\"; \"b\"]");
        yield return Row(Lib("List.sortDescending", numbers), "[5; 4; 3; 1; 1]");
        yield return Row(Lib("List.sortBy", F("parity"), List(3, 2, 1, 4)), "[2; 4; 3; 1]");
        yield return Row(Lib("List.sortByDescending", F("parity"), List(2, 3, 4, 1)), "[3; 1; 2; 4]");
        yield return Row(Lib("List.sortWith", F("minus"), numbers), "[1; 1; 3; 4; 5]");
        yield return Row(Lib("List.distinct", numbers), "[3; 1; 4; 5]");
        yield return Row(Lib("List.distinctBy", F("parity"), numbers), "[3; 4]");
        yield return Row(Lib("List.countBy", F("parity"), numbers), "[(1, 4); (0, 1)]");
        yield return Row(Lib("List.groupBy", F("parity"), numbers), "[(1, [3; 1; 1; 5]); (0, [4])]");
        yield return Row(Lib("List.zip", List(1, 2), List("a", "b")), "[(1, \"a\"); (2, \"b\")]");
        yield return Row(Lib("List.zip", List(1, 2), List("a")), "failure: List.zip: the lists have different lengths, 2 and 1");
        yield return Row(Lib("List.unzip", pairs), "([2; 1; 2], [\"a\"; \"b\"; \"c\"])");
        yield return Row(Lib("List.pairwise", List(1, 2, 3)), "[(1, 2); (2, 3)]");
        yield return Row(Lib("List.pairwise", List()), "[]");
        yield return Row(Lib("List.take", 2, numbers), "[3; 1]");
        yield return Row(Lib("List.take", 6, numbers), "failure: List.take: the list has 5 items, fewer than 6");
        yield return Row(Lib("List.take", -1, numbers), "failure: List.take: the count -1 is negative");
        yield return Row(Lib("List.truncate", 9, List(1)), "[1]");
        yield return Row(Lib("List.truncate", -1, List(1)), "[]");
        yield return Row(Lib("List.takeWhile", F("isBig"), numbers), "[3]");
        yield return Row(Lib("List.skip", 3, numbers), "[1; 5]");
        yield return Row(Lib("List.skip", 6, numbers), "failure: List.skip: the list has 5 items, fewer than 6");
        yield return Row(Lib("List.skip", -1, List(1)), "[1]");
        yield return Row(Lib("List.skipWhile", F("isBig"), numbers), "[1; 4; 1; 5]");
        yield return Row(Lib("List.init", 3, F("double")), "[0; 2; 4]");
        yield return Row(Lib("List.init", -1, F("double")), "failure: List.init: the count -1 is negative");
        yield return Row(Lib("List.replicate", 2, "a"), "[\"a\"; \"a\"]");
        yield return Row(Lib("List.replicate", -1, "a"), "failure: List.replicate: the count -1 is negative");
        yield return Row(Lib("List.replicate", long.MaxValue, "a"), "failure: List.replicate: a list of 9223372036854775807 items is too long");
        yield return Row(Lib("List.ofSeq", List(1)), "[1]");
        yield return Row(Lib("List.toSeq", List(1)), "[1]");
        yield return Row(Lib("List.range", 1, 1, 3), "[1; 2; 3]");
        yield return Row(Lib("List.range", 5, -2, 1), "[5; 3; 1]");
        yield return Row(Lib("List.range", 3, 1, 1), "[]");
        yield return Row(Lib("List.range", long.MaxValue - 1, 2, long.MaxValue), "[9223372036854775806]");
        yield return Row(Lib("List.range", long.MinValue, long.MaxValue, long.MaxValue), "[-9223372036854775808; -1; 9223372036854775806]");
        yield return Row(Lib("List.range", 1, 0, 3), "failure: the step of a range must not be 0");
        yield return Row(Lib("List.range", 1, 1, long.MaxValue), "failure: the range has too many numbers for a list");
        yield return Row(Lib("List.floatRange", 0.0, 0.1, 0.3), "[0.0; 0.1; 0.2]");
        yield return Row(Lib("List.floatRange", 0.0, 0.1, 0.7), "[0.0; 0.1; 0.2; 0.30000000000000004; 0.4; 0.5; 0.6; 0.7]");
        yield return Row(Lib("List.floatRange", 0.0, 0.25, 0.5), "[0.0; 0.25; 0.5]");
        yield return Row(Lib("List.floatRange", 3.0, -1.0, 0.5), "[3.0; 2.0; 1.0]");
        yield return Row(Lib("List.floatRange", 1.0, 1.0, 0.5), "[]");
        yield return Row(Lib("List.floatRange", 1.0, 0.0, 2.0), "failure: the step of a range must not be 0");
        yield return Row(Lib("List.floatRange", 0.0, 1.0, double.PositiveInfinity), "failure: the range has too many numbers for a list");
        yield return Row(Lib("List.floatRange", double.NaN, 1.0, 2.0), "failure: the bounds and the step of a range must be numbers");

        yield return Row(Lib("Map.empty"), "map []");
        yield return Row(Lib("Map.isEmpty", ab), "false");
        yield return Row(Lib("Map.add", "a", 9, ab), "map [(\"a\", 9); (\"b\", 5)]");
        yield return Row(Lib("Map.remove", "a", ab), "map [(\"b\", 5)]");
        yield return Row(Lib("Map.remove", "z", ab), "map [(\"a\", 1); (\"b\", 5)]");
        yield return Row(Lib("Map.find", "b", ab), "5");
        yield return Row(Lib("Map.find", "z", ab), "failure: the map has no key \"z\"");
        yield return Row(Lib("Map.tryFind", "b", ab), "Some 5");
        yield return Row(Lib("Map.tryFind", "z", ab), "None");
        yield return Row(Lib("Map.containsKey", "a", ab), "true");
        yield return Row(Lib("Map.count", ab), "2");
        yield return Row(Lib("Map.keys", ab), "[\"a\"; \"b\"]");
        yield return Row(Lib("Map.values", ab), "[1; 5]");
        yield return Row(Lib("Map.toList", ab), "[(\"a\", 1); (\"b\", 5)]");
        yield return Row(Lib("Map.ofList", pairs), "map [(1, \"b\"); (2, \"c\")]");
        yield return Row(Lib("Map.map", F("plus"), Lib("Map.ofList", List(Tuple(1, 2)))), "map [(1, 3)]");
        yield return Row(Lib("Map.filter", F("isBigEntry"), ab), "map [(\"b\", 5)]");
        yield return Row(Lib("Map.iter", F("isBigEntry"), ab), "()");
        yield return Row(Lib("Map.exists", F("isBigEntry"), ab), "true");
        yield return Row(Lib("Map.forall", F("isBigEntry"), ab), "false");
        yield return Row(Lib("Map.fold", F("plus3"), 0, Lib("Map.ofList", List(Tuple(1, 2), Tuple(3, 4)))), "10");

        yield return Row(Lib("Set.empty"), "set []");
        yield return Row(Lib("Set.isEmpty", SetOf()), "true");
        yield return Row(Lib("Set.singleton", 1), "set [1]");
        yield return Row(Lib("Set.add", 2, SetOf(3, 1)), "set [1; 2; 3]");
        yield return Row(Lib("Set.remove", 3, SetOf(3, 1)), "set [1]");
        yield return Row(Lib("Set.contains", 3, SetOf(3, 1)), "true");
        yield return Row(Lib("Set.count", SetOf(3, 1, 3)), "2");
        yield return Row(Lib("Set.union", SetOf(1, 2), SetOf(2, 3)), "set [1; 2; 3]");
        yield return Row(Lib("Set.intersect", SetOf(1, 2), SetOf(2, 3)), "set [2]");
        yield return Row(Lib("Set.difference", SetOf(1, 2), SetOf(2, 3)), "set [1]");
        yield return Row(Lib("Set.isSubset", SetOf(1), SetOf(1, 2)), "true");
        yield return Row(Lib("Set.isSuperset", SetOf(1), SetOf(1, 2)), "false");
        yield return Row(Lib("Set.toList", SetOf(2, 1)), "[1; 2]");
        yield return Row(SetOf(2, 1, 2), "set [1; 2]");
        yield return Row(Lib("Set.map", F("parity"), SetOf(1, 2, 3)), "set [0; 1]");
        yield return Row(Lib("Set.filter", F("isBig"), SetOf(1, 2, 3)), "set [3]");
        yield return Row(Lib("Set.iter", F("double"), SetOf(1)), "()");
        yield return Row(Lib("Set.exists", F("isBig"), SetOf(1, 2)), "false");
        yield return Row(Lib("Set.forall", F("isBig"), SetOf(3, 4)), "true");
        yield return Row(Lib("Set.fold", F("minus"), 10, SetOf(3, 1)), "6");
        yield return Row(Lib("Set.minElement", SetOf(3, 1)), "1");
        yield return Row(Lib("Set.maxElement", SetOf(3, 1)), "3");
        yield return Row(Lib("Set.minElement", SetOf()), "failure: Set.minElement: the set is empty");

        yield return Row(Lib("Option.map", F("double"), Lib("Some", 2)), "Some 4");
        yield return Row(Lib("Option.map", F("double"), Lib("None")), "None");
        yield return Row(Lib("Option.bind", F("half"), Lib("Some", 4)), "Some 2");
        yield return Row(Lib("Option.bind", F("half"), Lib("Some", 3)), "None");
        yield return Row(Lib("Option.iter", F("print"), Lib("Some", 3)), "()");
        yield return Row(Lib("Option.filter", F("isBig"), Lib("Some", 1)), "None");
        yield return Row(Lib("Option.filter", F("isBig"), Lib("Some", 3)), "Some 3");
        yield return Row(Lib("Option.exists", F("isBig"), Lib("None")), "false");
        yield return Row(Lib("Option.forall", F("isBig"), Lib("None")), "true");
        yield return Row(Lib("Option.fold", F("plus"), 1, Lib("Some", 2)), "3");
        yield return Row(Lib("Option.defaultValue", 1, Lib("None")), "1");
        yield return Row(Lib("Option.defaultValue", 1, Lib("Some", 2)), "2");
        yield return Row(Lib("Option.orElse", Lib("Some", 1), Lib("None")), "Some 1");
        yield return Row(Lib("Option.orElse", Lib("Some", 1), Lib("Some", 2)), "Some 2");
        yield return Row(Lib("Option.isSome", Lib("None")), "false");
        yield return Row(Lib("Option.isNone", Lib("None")), "true");
        yield return Row(Lib("Option.get", Lib("Some", 1)), "1");
        yield return Row(Lib("Option.get", Lib("None")), "failure: Option.get: the option is None");
        yield return Row(Lib("Option.count", Lib("Some", 1)), "1");
        yield return Row(Lib("Option.toList", Lib("Some", 1)), "[1]");

        yield return Row(Lib("String.length", "abc"), "3");
        yield return Row(Lib("String.concat", ", ", List("a", "b")), "\"a, b\"");
        yield return Row(Lib("String.join", "", List()), "\"\"");
        yield return Row(Lib("String.split", ", ", "a, b, "), "[\"a\"; \"b\"; \"\"]");
        yield return Row(Lib("String.split", ",", ""), "[\"\"]");
        yield return Row(Lib("String.contains", "b", "abc"), "true");
        yield return Row(Lib("String.startsWith", "b", "abc"), "false");
        yield return Row(Lib("String.endsWith", "bc", "abc"), "true");
        yield return Row(Lib("String.replace", "a", "xx", "banana"), "\"bxxnxxnxx\"");
        yield return Row(Lib("String.replace", "", "x", "a"), "failure: String.replace: the text to look for is empty");
        yield return Row(Lib("String.trim", " a\t"), "\"a\"");
        yield return Row(Lib("String.toUpper", "iß"), "\"Iß\"");
        yield return Row(Lib("String.toLower", "AI"), "\"ai\"");
        yield return Row(Lib("String.substring", 1, 2, "abcd"), "\"bc\"");
        yield return Row(Lib("String.substring", 4, 0, "abcd"), "\"\"");
        yield return Row(Lib("String.substring", 3, 2, "abcd"), "failure: String.substring: a length of 2 from 3 is outside the text of 4 characters");
        yield return Row(Lib("String.substring", 1, long.MaxValue, "ab"), "failure: String.substring: a length of 9223372036854775807 from 1 is outside the text of 2 characters", "long substring");
        yield return Row(Lib("String.replicate", 3, "ab"), "\"ababab\"");
        yield return Row(Lib("String.replicate", -1, "ab"), "failure: String.replicate: the count -1 is negative");
        yield return Row(Lib("String.replicate", long.MaxValue, "ab"), "failure: the text is too long");
        yield return Row(Lib("String.item", 1, "abc"), "\"b\"");
        yield return Row(Lib("String.item", 3, "abc"), "failure: index 3 is outside the text of 3 characters");
    }

    [TestCaseSource(nameof(Calls))]
    public void AFunctionDoesWhatItDoesInFSharp(Expression call, string expected) =>
        Assert.That(Run(call, Functions), Is.EqualTo(expected));

    [Test]
    public void EveryFunctionButTheFailureMessageHasARow()
    {
        var covered = Calls().Select(row => ((LibraryCallExpression)row.Arguments[0]!).Function).Distinct();
        Assert.That(covered, Is.EquivalentTo(Library.Names.Except(["wait", "Failure.message"])));
    }

    [Test]
    public void SortingIsStable() => Gen.Int[0, 20].Array[0, 50].Sample(numbers =>
    {
        var keys = numbers.Select(number => (Value)IntValue.Of(number / 5)).ToArray();
        var items = numbers.Select(number => (Value)IntValue.Of(number)).ToArray();
        var expected = numbers.OrderBy(number => number / 5).Select(number => (Value)IntValue.Of(number));
        return StableSort.By(keys, items, ValueComparer.Total).SequenceEqual(expected);
    });

    [Test]
    public void AComparisonThatContradictsItselfStillGivesEveryItem()
    {
        var always = Method("always", 2, Lit(1));
        Assert.That(Run(Lib("List.sort", Lib("List.sortWith", F("always"), List(3, 1, 2))), always), Is.EqualTo("[1; 2; 3]"));
    }

    [Test]
    public void AFailureInAComparisonIsThatFailure()
    {
        var fails = Method("fails", 2, Fail("incomparable"));
        Assert.That(Run(Lib("List.sortWith", F("fails"), List(3, 1, 2)), fails), Is.EqualTo("failure: incomparable"));
    }

    [Test]
    public void ALongListIsNoDeepRecursion()
    {
        var numbers = Lib("List.range", 1, 1, 1_000_000);
        Assert.That(Run(Lib("List.sum", Lib("List.rev", Lib("List.map", F("double"), numbers))), Functions), Is.EqualTo("1000001000000"));
    }

    private static TestCaseData Row(Expression call, string expected, string? name = null) =>
        new TestCaseData(call, expected).SetArgDisplayNames(name ?? $"{((LibraryCallExpression)call).Function} {expected}");
}
