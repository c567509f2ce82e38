using System.Xml.Linq;
using Microsoft.DotNet.Interactive.Formatting;
using StateFlow.Interpreter;
using StateFlow.Interpreter.Values;
using StateFlow.Language.Traces;
using StateFlow.Visualizer.Tests;

namespace StateFlow.Formatting.Tests;

/// <summary>Values, states of entities, and failures.</summary>
public sealed class StateTests
{
    private const string Accounts = """
        entity Account(name: string, opening: int) =
            key name
            let mutable balance = opening
            member this.Fail : int = failwith "<never>"

        let b = Account("b", 20)
        let a = Account("a", 3)

        """;

    [Test]
    public void Entities_are_the_rows_of_a_table()
    {
        var tables = Run(Accounts).Tables;
        foreach (var html in new object[] { tables, tables.ToList(), tables[0] }.Select(Displayed.Html))
        {
            var table = html.Descendants("table").Single();
            using (Assert.EnterMultipleScope())
            {
                Assert.That(table.Element("caption")!.Value, Is.EqualTo("Account, 2 entities"));
                Assert.That(Cells(table.Element("thead")!), Is.EqualTo(new[] { "th col name", "th col balance" }));
                Assert.That(Cells(table.Element("tbody")!), Is.EqualTo(new[] { "th row \"a\"", "td  3", "th row \"b\"", "td  20" }));
                Assert.That(table.Descendants("tr").Skip(1).Select(row => (string)row.Attribute("data-entity")!), Is.EqualTo(new[] { "Account(\"a\")", "Account(\"b\")" }));
            }
        }

        Assert.That(Displayed.Text(tables), Is.EqualTo("Account, 2 entities\n  name  balance\n  \"a\"   3\n  \"b\"   20\n"));
    }

    [Test]
    public void A_large_table_shows_its_beginning()
    {
        var table = Run("entity N(n: int) =\n    key n\n    member this.N : int = n\nfor i in 1 .. 300 do N(i) |> ignore\n").Tables[0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Displayed.Html(table).Descendants("caption").Single().Value, Is.EqualTo("N, the first 200 of 300 entities"));
            Assert.That(Displayed.Html(table).Descendants("tbody").Elements("tr").Count(), Is.EqualTo(200));
            Assert.That(Displayed.Text(table).Split('\n'), Has.Length.EqualTo(203));
        }
    }

    [Test]
    public void A_value_that_would_break_a_table_stays_in_its_cell()
    {
        var table = new EntityTable("A", ["n"], [new EntityRow("A(\"\u001B[2J\n\")", ["\"\u001B[2J\n" + new string('x', 100_000)])]);

        Assert.That(Displayed.Text(table).Split('\n'), Has.Length.EqualTo(4).And.All.Length.LessThan(210));
        Assert.That(Displayed.Text(table), Does.Not.Contain("\u001B"));
        Assert.That(Displayed.Html(table).Descendants("th").Last().Value, Has.Length.LessThan(210));
    }

    [Test]
    public void No_entities_are_none()
    {
        Assert.That(Displayed.Html(Run("let a = 1\n").Tables).Words().Trim(), Is.EqualTo("no entities"));
        Assert.That(Displayed.Text(Run("let a = 1\n").Tables), Is.EqualTo("no entities\n"));
    }

    [Test]
    public void A_failed_run_says_why()
    {
        var run = Run(Accounts + "printfn $\"{a.Fail}\"\n");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Displayed.Html(run).Descendants("pre").Single().Value, Is.EqualTo(run.Failure!.Describe()));
            Assert.That(Displayed.Html(run).Descendants("caption").Single().Value, Is.EqualTo("Account, 2 entities"));
            Assert.That(Displayed.Text(run), Is.EqualTo(Displayed.Text(run.Failure) + "\n" + Displayed.Text(run.Tables)));
            Assert.That(Displayed.Text(run.Failure), Is.EqualTo(run.Failure.Describe() + "\n"));
        }
    }

    private static IEnumerable<TestCaseData> Values() =>
    [
        new(new EntityReference("User", new StringValue("ann")), "User(\"ann\")"),
        new(new EntityReference("User", IntValue.Of(7)), "User(7)"),
        new(OptionValue.Some(new StringValue("<b>")), "Some \"<b>\""),
        new(ListValue.From([IntValue.Of(1), IntValue.Of(2)]), "[1; 2]"),
        new(SetValue.From([IntValue.Of(2), IntValue.Of(1)]), "set [1; 2]"),
        new(UnitValue.Instance, "()"),
    ];

    [TestCaseSource(nameof(Values))]
    public void A_value_is_shown_as_the_language_shows_it(Value value, string expected)
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Displayed.Html(value).Element("code")!.Value, Is.EqualTo(expected));
            Assert.That(Displayed.Text(value), Is.EqualTo(expected));
            Assert.That(Formatter.GetPreferredMimeTypesFor(value.GetType()), Is.EqualTo(new[] { "text/html", "text/plain" }));
        }
    }

    private static RunResult Run(string source) => ProgramRunner.Run(Programs.Compile(source), TextWriter.Null, RunOptions.Default);

    private static IEnumerable<string> Cells(XElement rows) =>
        rows.Descendants().Where(cell => cell.Name.LocalName is "th" or "td").Select(cell => $"{cell.Name} {(string?)cell.Attribute("scope")} {cell.Value}");
}
