using CsCheck;

namespace StateFlow.Interpreter.Tests.Exploration;

/// <summary>Generates small programs whose calls run at the same time.</summary>
internal static class ConcurrentProgramGenerator
{
    private const string Cell =
        """
        entity Cell(name: string) =
            key name
            let mutable value = 0
            let mutable log = ""
            invariant value < 100
            member this.Value : int = value
            member this.Set(v: int) : unit = value <- v
            member this.Add(v: int) : int =
                value <- value + v
                value
            member this.Say(text: string) : unit = printfn $"{name} {text}"
            member this.Fail() : unit = failwith name


        """;

    private static readonly Gen<string> Name = Gen.OneOf("a", "b");

    private static readonly Gen<string> Operation = Gen.Frequency(
        (4, Name.Select(cell => $"x <- {cell}.Value")),
        (4, Name.Select(cell => $"{cell}.Set(x + step)")),
        (3, Name.Select(cell => $"x <- {cell}.Add(step)")),
        (2, Name.Select(cell => $"if {cell}.Value < 2 then {cell}.Set(step)")),
        (1, Name.Select(cell => $"{cell}.Say($\"hears {{x}}\")")),
        (1, Name.Select(cell => $"try {cell}.Fail() with Failure _ -> x <- x + 1")),
        (1, Name.Select(cell => $"if x > 2 then {cell}.Fail()")),
        (1, Name.Select(cell => $"{cell}.Set(60 + 30 * x)")),
        (1, Gen.Const("seen <- seen + x")),
        (1, Gen.Const("printfn $\"{name} {x} {seen}\"")));

    private static readonly Gen<string> Fork = Gen.Const("let! p = a.Add(step)\n        and! q = b.Value\n        x <- p + q");

    /// <summary>A body of a member: few enough events for brute force.</summary>
    private static Gen<string> Member(string name, int operations) =>
        from isTransactional in Gen.Frequency((3, Gen.Const(false)), (1, Gen.Const(true)))
        from body in Gen.Frequency((5, Operation.Array[1, operations]), (1, Fork.Array[1]))
        select (isTransactional ? "    [<Transactional>]\n" : "")
            + $"    member this.{name}(a: Cell, b: Cell, step: int) : int =\n        let mutable x = seen\n"
            + string.Concat(body.Select(line => $"        {line}\n"))
            + "        x\n";

    private static readonly Gen<string> Caller = Gen.OneOf("u.First(a, b, 1)", "v.First(b, a, 2)", "u.Second(b, a, 3)", "v.Second(a, b, 1)", "w.First(a, b, 1)", "a.Add(5)");

    /// <summary>Programs of a size that brute force can take.</summary>
    public static Gen<string> Programs { get; } =
        from count in Gen.OneOf(2, 2, 3)
        from first in Member("First", 4 - count)
        from second in Member("Second", 4 - count)
        from calls in Caller.Array[count]
        from direct in Gen.OneOf("", "printfn $\"direct {a.Value}\"\n", "b.Set(7)\n")
        from isReversed in Gen.Bool
        let waits = Enumerable.Range(0, count).Select(index => $"printfn \"%d\" (try wait c{index} with Failure _ -> -1)\n")
        select Cell
            + "entity User(name: string) =\n    key name\n    let mutable seen = 0\n" + first + second + "\n"
            + "let a = Cell(\"a\")\nlet b = Cell(\"b\")\nlet u = User(\"u\")\nlet v = User(\"v\")\nlet w = User(\"w\")\n"
            + string.Concat(calls.Select((call, index) => $"let c{index} = start ({call})\n"))
            + (count == 2 ? direct : "")
            + string.Concat(isReversed ? waits.Reverse() : waits);
}
