using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR.Json;
using StateFlow.Orleans.Messages;

namespace StateFlow.Orleans.Tests.Wire;

/// <summary>Which programs a cluster takes for the same.</summary>
public sealed class EntityIdentityTests
{
    private const string Entities =
        """
        type Point = { x: int }
        let factor = 2
        let half x = x / factor
        let quarter x = half (half x)

        /// What is sold.
        entity Item(name: string) =
            key name

            let mutable stock = 0

            member this.Quarters(items: int list) : int list = List.map (fun x -> quarter x) items
            member this.Restock(amount: int) : unit = stock <- stock + amount

        entity User(name: string) =
            key name

            member this.Fill(item: Item) : unit = item.Restock(2)

        """;

    private static readonly TestCaseData[] SameEntities =
    [
        new TestCaseData(Entities + "let item = Item(\"a\")\nprintfn \"%d\" (List.sum (List.map (fun x -> x + 1) [1]))\n").SetArgDisplayNames("a script"),
        new TestCaseData(Entities + "let third x = x / 3\nprintfn \"%d\" (third 9)\n").SetArgDisplayNames("a function for the script"),
        new TestCaseData("// first\n\n" + Entities.Replace("let mutable stock = 0", "let mutable stock = 0 // none yet\n")).SetArgDisplayNames("comments and lines"),
        new TestCaseData(Entities.Replace("What is sold.", "What can be bought.")).SetArgDisplayNames("a documentation comment"),
        new TestCaseData(Entities.Replace("stock + amount", "(stock  +  amount)")).SetArgDisplayNames("blanks and parentheses"),
    ];

    private static readonly TestCaseData[] OtherEntities =
    [
        new TestCaseData(Entities.Replace("stock + amount", "stock - amount")).SetArgDisplayNames("a method's body"),
        new TestCaseData(Entities.Replace("factor = 2", "factor = 4")).SetArgDisplayNames("a constant behind a lambda and two functions"),
        new TestCaseData(Entities.Replace("x / factor", "x / (factor + 1)")).SetArgDisplayNames("a function behind a lambda and another function"),
        new TestCaseData(Entities.Replace("stock = 0", "stock = 1")).SetArgDisplayNames("a field's first value"),
        new TestCaseData(Entities.Replace("    member this.Restock", "    member this.Stock : int = stock\n    member this.Restock")).SetArgDisplayNames("a new method"),
        new TestCaseData(Entities.Replace("{ x: int }", "{ x: float }")).SetArgDisplayNames("a type"),
        new TestCaseData(Entities.Replace("let mutable stock", "let mutable price = 0\n    let mutable stock")).SetArgDisplayNames("a new field"),
    ];

    [TestCaseSource(nameof(SameEntities))]
    public void DoesNotChangeWith(string source) => Assert.That(WireProgram.Of(source).Hash, Is.EqualTo(WireProgram.Of(Entities).Hash));

    [TestCaseSource(nameof(OtherEntities))]
    public void ChangesWith(string source) => Assert.That(WireProgram.Of(source).Hash, Is.Not.EqualTo(WireProgram.Of(Entities).Hash));

    [Test]
    public void DoesNotChangeWithTheFilesName() => Assert.That(WireProgram.Of(Entities, file: "other.sf").Hash, Is.EqualTo(WireProgram.Of(Entities).Hash));

    [Test]
    public void Has16HexadecimalDigits() => Assert.That(WireProgram.Of(Entities).Hash, Does.Match("^[0-9a-f]{16}$"));

    [Test]
    public void DoesNotChangeOnTheWayThroughJson()
    {
        var program = WireProgram.Compile(Entities + "let item = Item(\"a\")\n");
        Assert.That(EntityIdentity.Of(ProgramJson.Read(ProgramJson.Write(program))).Hash, Is.EqualTo(EntityIdentity.Of(program).Hash));
    }

    /// <summary>Positions are then those of the reader's own file.</summary>
    [Test]
    public void ProgramsOfOneIdentityReadEachOthersMessages()
    {
        var (writer, reader) = (WireProgram.Of(Entities), WireProgram.Of("// first\n" + Entities, file: "other.sf"));
        var user = new EntityReference("User", new StringValue("u"));
        var waiting = new FrameContinuation(new Frame(user, "User.Fill", 1, [], writer.Names.Calls[0]), new ClientContinuation());
        var call = new InvokeEvent(new EventId(1, 2), user, new EntityReference("Item", new StringValue("i")), null, waiting, "Item.Restock", [IntValue.Of(2)], writer.Names.Calls[0]);
        var sent = new Envelope(writer, new CallMessage(call, new CallPath(call.Id, [], null), null), []);
        var read = (InvokeEvent)((CallMessage)new Envelope(sent.ToBytes()).Open(reader)).Event;
        Assert.Multiple(() =>
        {
            Assert.That(writer.Names.Calls[0].ToString(), Is.EqualTo("shop.sf(18,43)"));
            Assert.That(read.CalledAt.ToString(), Is.EqualTo("other.sf(19,43)"));
            Assert.That((read.Method, ((FrameContinuation)read.Caller).Frame.Method), Is.EqualTo(("Item.Restock", "User.Fill")));
        });
    }
}
