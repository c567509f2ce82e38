using System.Text;
using System.Text.Json;
using CsCheck;
using NUnit.Framework;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.IR.Json;
using StateFlow.Language.Syntax;
using static StateFlow.Language.Tests.IR.SamplePrograms;

namespace StateFlow.Language.Tests.IR;

public sealed class ProgramJsonTests
{
    private static readonly string WaitingJson = ProgramJson.Write(Waiting());

    [Test]
    public void AProgramThatWaitsInEveryWayComesBack()
    {
        var program = Waiting();
        var read = ProgramJson.Read(ProgramJson.Write(program));
        var (before, after) = (program.Method("Item.Work"), read.Method("Item.Work"));
        using (Assert.EnterMultipleScope())
        {
            Assert.That(after.Blocks, Is.EqualTo(before.Blocks));
            Assert.That(after.Variables, Is.EqualTo(before.Variables));
            Assert.That(after.Span, Is.EqualTo(before.Span));
            Assert.That(read.Types, Is.EqualTo(program.Types));
            Assert.That(read.Constants, Is.EqualTo(program.Constants));
            Assert.That(read.Dataflow, Is.EqualTo(program.Dataflow));
            Assert.That(read.Calls, Is.EqualTo(program.Calls));
            Assert.That(read.Sources, Is.EqualTo(program.Sources));
            Assert.That(read.Script.Span, Is.EqualTo(SourceSpan.None));
            Assert.That(after.Graph.EdgeCount, Is.EqualTo(before.Graph.EdgeCount));
        }
    }

    [Test]
    public void AnyExpressionsComeBack() => ExpressionGenerator.Expression.Array[30].Sample(
        expressions =>
        {
            var sequence = new SequenceExpression(expressions.ToSequence(), DataType.Unit, Span);
            var json = ProgramJson.Write(With(sequence));
            var read = ProgramJson.Read(json);
            return ProgramJson.Write(read) == json
                && ((ReturnTerminator)read.Method("Item.Work").Blocks[0].Terminator).Value.Equals(sequence);
        },
        iter: 20,
        threads: 1);

    [Test]
    public void ADeepExpressionComesBack()
    {
        var expression = Int(1);
        for (var i = 0; i < 10_000; i++)
        {
            expression = i % 2 == 0
                ? new UnaryExpression(UnaryOperator.Negate, expression, DataType.Int, Span)
                : new ListExpression([expression], DataType.Int, Span);
        }

        var json = ProgramJson.Write(With(expression));
        Assert.That(ProgramJson.Write(ProgramJson.Read(json)), Is.EqualTo(json));
    }

    [Test]
    public void TheVersionStandsFirst() =>
        Assert.That(WaitingJson, Does.StartWith("{\n  \"schema\": \"stateflow/1\",\n  \"sources\""));

    [Test]
    public void ASpanIsOneShortText() =>
        Assert.That(WaitingJson, Does.Contain("\"span\": \"0:1,4,3-2,5,32\""));

    [Test]
    public void AStreamGetsTheSameAsAText()
    {
        using var stream = new MemoryStream();
        ProgramJson.Write(Waiting(), stream);
        Assert.That(Encoding.UTF8.GetString(stream.ToArray()), Is.EqualTo(WaitingJson));
    }

    [Test]
    public void NothingDerivedIsWritten()
    {
        using var json = JsonDocument.Parse(WaitingJson);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(json.RootElement.EnumerateObject().Select(part => part.Name), Is.EqualTo(
                new[] { "schema", "sources", "types", "operators", "script", "functions", "constants", "dataflow", "calls" }));
            Assert.That(json.RootElement.GetProperty("dataflow").TryGetProperty("graph", out _), Is.False);
            Assert.That(json.RootElement.GetProperty("functions")[0].TryGetProperty("graph", out _), Is.False);
        }
    }

    [TestCase("", "not valid JSON")]
    [TestCase("{", "not valid JSON")]
    [TestCase("[]", "should be a JSON object")]
    [TestCase("null", "should be a JSON object")]
    [TestCase("{} {}", "not valid JSON")]
    [TestCase("{}", "no \"schema\": \"stateflow/1\"")]
    [TestCase("""{ "schema": 1 }""", "no \"schema\"")]
    [TestCase("""{ "schema": "stateflow/2", "sources": [] }""", "version 'stateflow/2'; only 'stateflow/1'")]
    [TestCase("""{ "schema": "stateflow/1" }""", "no \"sources\"")]
    [TestCase("""{ "schema": "stateflow/1", "sources": 1 }""", "cannot be read")]
    [TestCase("""{ "schema": "stateflow/1", "sources": [] }""", "cannot be read")]
    public void WhatIsNoProgramIsRefused(string json, string message) => Assert.That(
        () => ProgramJson.Read(json), Throws.TypeOf<ProgramFormatException>().With.Message.Contains(message));

    [TestCase("\"target\": 1", "\"target\": 99", "method 'Item.Work', block 0: there is no block 99")]
    [TestCase("\"else\": 3", "\"else\": -1", "method 'Item.Work', block 1: there is no block -1")]
    [TestCase("\"resume\": 4", "\"resume\": 44", "block 3: there is no block 44")]
    [TestCase("\"join\": 6", "\"join\": 9", "block 5: there is no block 9")]
    [TestCase("\"block\": 7", "\"block\": 70", "block 2: there is no block 70")]
    [TestCase("\"id\": 4,", "\"id\": 5,", "block 4: it has the id 5")]
    [TestCase("\"slot\": 2,", "\"slot\": 7,", "is out of place")]
    [TestCase("\"method\": \"Item.Work\"", "\"method\": \"Item.Wrok\"", "'Item.Wrok'")]
    [TestCase("\"initializer\": \"Item.new\"", "\"initializer\": \"square\"", "entity 'Item': it has no initializer")]
    [TestCase("\"keyField\": 0", "\"keyField\": 2", "entity 'Item': its key is not a field")]
    [TestCase("\"keyParameter\": 0", "\"keyParameter\": 1", "entity 'Item': its key is not a parameter")]
    [TestCase("\"method\": \"Item.invariant1\"", "\"method\": \"gone\"", "there is no method 'gone'")]
    [TestCase("\"method\": \"limit\"", "\"method\": \"square\"", "constant 'limit': method 'square' waits or has parameters")]
    [TestCase("\"name\": \"square\"", "\"name\": \"limit\"", "'limit': two methods have this name")]
    [TestCase("\"name\": \"Point\"", "\"name\": \"Shape\"", "'Shape': two types have this name")]
    [TestCase("\"tag\": 1", "\"tag\": 2", "type 'Shape': case 'Square' is out of place")]
    [TestCase("\"canWait\": true", "\"canWait\": false", "it waits, but its method does not")]
    [TestCase("\"target\": \"square\"", "\"target\": \"cube\"", "call graph")]
    [TestCase("\"kind\": \"ingress\"", "\"kind\": \"egress\"", "dataflow: an edge has an end that is no vertex")]
    [TestCase("0:1,4,3-2,5,32", "1:1,4,3-2,5,32", "cannot be read: line")]
    [TestCase("0:1,4,3-2,5,32", "0:1,4,3-2,5,3200", "cannot be read: line")]
    [TestCase("0:1,4,3-2,5,32", "here", "cannot be read: line")]
    [TestCase("\"end\": \"goto\"", "\"end\": \"leap\"", "cannot be read: line")]
    [TestCase("\"end\": \"goto\",", "", "unknown kind")]
    [TestCase("\"canWait\": true,", "", "cannot be read: line")]
    [TestCase("\"canWait\": true,", "\"canWait\": true, \"color\": 1,", "cannot be read: line")]
    [TestCase("\"canWait\": true,", "\"canWait\": true, \"canWait\": true,", "cannot be read: line")]
    [TestCase("\"kind\": \"method\"", "\"kind\": 0", "cannot be read: line")]
    [TestCase("\"variables\": []", "\"variables\": [null]", "cannot be read: line")]
    [TestCase("\"variables\": []", "\"variables\": null", "cannot be read: line")]
    [TestCase("\"text\": \"stock >= 0\"", "\"text\": null", "cannot be read: line")]
    public void ABrokenProgramIsRefused(string part, string replacement, string message)
    {
        var json = WaitingJson;
        Assume.That(json, Does.Contain(part));
        var at = part.Contains("wait", StringComparison.OrdinalIgnoreCase) || part.Contains("\"tag\"")
            ? json.LastIndexOf(part, StringComparison.Ordinal)
            : json.IndexOf(part, StringComparison.Ordinal);
        var broken = json[..at] + replacement + json[(at + part.Length)..];
        Assert.That(() => ProgramJson.Read(broken), Throws.TypeOf<ProgramFormatException>().With.Message.Contains(message));
    }

    private static IEnumerable<TestCaseData> ImpossibleExpressions()
    {
        var unit = DataType.Unit;
        yield return new TestCaseData(new LocalExpression(X with { Name = "y" }, unit, Span), "no variable 'y' at 0");
        yield return new TestCaseData(new AssignLocalExpression(X with { Slot = 9 }, Unit, unit, Span), "no variable 'x' at 9");
        yield return new TestCaseData(new FieldExpression(2, "price", unit, Span), "no field 'price' at 2");
        yield return new TestCaseData(new AssignFieldExpression(0, "stock", Unit, unit, Span), "no field 'stock' at 0");
        yield return new TestCaseData(new ConstantExpression("pi", unit, Span), "no constant 'pi'");
        yield return new TestCaseData(new ReferenceExpression("User", Unit, unit, Span), "no entity 'User'");
        yield return new TestCaseData(new CallExpression("cube", [Unit], unit, Span), "no method 'cube'");
        yield return new TestCaseData(new CallExpression("main", [], unit, Span), "no method 'main' to call in place");
        yield return new TestCaseData(new CallExpression("square", [], unit, Span), "does not take 0 arguments");
        yield return new TestCaseData(new ClosureExpression("square", [Unit, Unit], unit, Span), "has fewer parameters");
        yield return new TestCaseData(new LibraryCallExpression("List.cube", [], unit, Span), "no function 'List.cube'");
        yield return new TestCaseData(new LibraryCallExpression("List.map", [Unit], unit, Span), "no function 'List.map' of 1");
        yield return new TestCaseData(new RecordExpression("Line", [], [], unit, Span), "no record 'Line'");
        yield return new TestCaseData(new RecordExpression("Point", [0, 0], [Unit, Unit], unit, Span), "out of order");
        yield return new TestCaseData(new RecordExpression("Point", [0], [Unit], unit, Span), "does not have 1 fields");
        yield return new TestCaseData(new RecordUpdateExpression(Unit, [2], [Unit], Point, Span), "out of order");
        yield return new TestCaseData(new RecordUpdateExpression(Unit, [0], [Unit], unit, Span), "not a record");
        yield return new TestCaseData(new UnionExpression("Shape", "Circle", 1, [Unit], unit, Span), "no case 'Shape.Circle'");
        yield return new TestCaseData(new UnionExpression("Shape", "Square", 1, [], unit, Span), "does not have 0 fields");
        yield return new TestCaseData(new FormatExpression([new FormatPart(null, Unit, new HoleFormat(HoleStyle.Int, int.MaxValue))], unit, Span), "impossible width");
        yield return new TestCaseData(new StartExpression(new InvokeCall(Unit, "Item", "square", [Unit], unit, Span), unit, Span), "has no method 'square'");
        yield return new TestCaseData(new StartExpression(new CreateCall("Item", [], unit, Span), unit, Span), "no entity 'Item' of 0 parameters");
        yield return new TestCaseData(new ListExpression([new ThisExpression(new NamedType("Shape", []), Span)], unit, Span), "no type 'Shape' of 0 parameters");
        yield return new TestCaseData(new ThisExpression(new OptionType(new EntityType("User")), Span), "no entity 'User'");
        yield return new TestCaseData(new ThisExpression(new ListType(new PrimitiveType("byte")), Span), "no type 'byte'");
    }

    [TestCaseSource(nameof(ImpossibleExpressions))]
    public void AnImpossibleExpressionIsRefused(Expression expression, string message)
    {
        var json = ProgramJson.Write(With(expression));
        Assert.That(() => ProgramJson.Read(json), Throws.TypeOf<ProgramFormatException>().With.Message.Contains(message));
    }

    [Test]
    public void HoweverATextIsDamagedItIsReadOrRefused()
    {
        var json = WaitingJson;
        var damage = Gen.Select(Gen.Int[0, json.Length - 1], Gen.Int[0, 40], Gen.OneOf("", "0", "null", "{}", "[]", "\"x\"", ",", "-9", "}"));
        damage.Sample(
            change =>
            {
                var (at, length, text) = change;
                try
                {
                    ProgramJson.Read(json[..at] + text + json[Math.Min(json.Length, at + length)..]);
                    return true;
                }
                catch (ProgramFormatException refusal)
                {
                    return refusal.Message.Length > 0;
                }
            },
            iter: 300,
            threads: 1);
    }

    [Test]
    public void ASpanWithoutASourceCannotBeWritten()
    {
        var program = Waiting() with { Sources = [] };
        Assert.That(() => ProgramJson.Write(program), Throws.InvalidOperationException.With.Message.Contains("shop.sf"));
    }
}
