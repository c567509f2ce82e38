using NUnit.Framework;
using StateFlow.Interpreter.Debugging;
using StateFlow.Interpreter.Tests.Execution;
using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Tests.Debugging;

/// <summary>The double-spending user, with line numbers that tests name, and short words for where a session stands.</summary>
internal static class DebugRun
{
    public const string Shop =
        """
        entity Item(name: string, price: int) =
            key name
            let mutable stock = 10
            member this.Price : int = price
            member this.Take(amount: int) : bool =
                if stock < amount then false
                else
                    stock <- stock - amount
                    true

        entity User(name: string) =
            key name
            let mutable balance = 10
            member this.Buy(amount: int, item: Item) : bool =
                let total = amount * item.Price
                if balance < total then false
                elif not (item.Take(amount)) then false
                else
                    balance <- balance - total
                    printfn $"{name} takes {amount}"
                    true
            member this.BuyTwice(item: Item) : bool =
                let first = this.Buy(1, item)
                first && this.Buy(1, item)

        let double (n: int) : int =
            2 * n

        let apple = Item("apple", 5)
        let ann = User("ann")
        let calls = [start (ann.Buy(2, apple)); start (ann.Buy(2, apple))]
        printfn "%A" (calls |> List.map (fun call -> wait call))
        printfn $"{ann.BuyTwice(apple)}"
        for i in 1 .. 3 do
            printfn $"{double i}"
        failwith "the end"
        """;

    private static readonly Program Compiled = ProgramRun.Compile(Shop);

    public static DebugSession Begin(int seed = 0, IExpressionEvaluator? evaluator = null) =>
        new(Compiled, new RunOptions(seed), evaluator: evaluator);

    public static DebugSession BeginAt(string method)
    {
        var session = Begin();
        session.BreakAt(new MethodTarget(method));
        Assert.That(session.Continue().Reason, Is.TypeOf<BreakpointHit>());
        session.Remove(session.Breakpoints[0].Id);
        return session;
    }

    public static Breakpoint BreakAt(this DebugSession session, BreakpointTarget target)
    {
        var (breakpoint, refusal) = session.Break(target);
        Assert.That(breakpoint, Is.Not.Null, refusal);
        return breakpoint!;
    }

    /// <summary>The entity, method and line of what runs.</summary>
    public static string Place(this DebugSession session) => session.CurrentSpan is null
        ? $"{session.Position}"
        : $"{session.Frames[0].Entity}.{session.Frames[0].Method.ShortName}:{session.CurrentSpan.Value.Start.Line}";
}
