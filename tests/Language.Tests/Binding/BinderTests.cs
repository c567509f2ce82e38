using System.Collections.Immutable;
using NUnit.Framework;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.Binding;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Tests.Binding;

public sealed class BinderTests
{
    [TestCaseSource(typeof(CaseFile), nameof(CaseFile.ReadAll))]
    public void A_program_gets_the_messages_and_types_expected(BindingCase expected)
    {
        var (result, diagnostics) = Bind(expected.Source);
        Assert.That(
            diagnostics.Select(diagnostic => $"{diagnostic.Span.Start} {diagnostic.Code}"),
            Is.EqualTo(expected.Diagnostics.Select(diagnostic => $"{diagnostic.Place} {diagnostic.Code}")),
            string.Join('\n', diagnostics));
        Assert.Multiple(() =>
        {
            foreach (var (diagnostic, message) in diagnostics.Zip(expected.Diagnostics.Select(diagnostic => diagnostic.Message)))
            {
                Assert.That(diagnostic.Message, Does.Contain(message));
            }

            foreach (var (name, type) in expected.Types) Assert.That(TypeOf(result, name), Is.EqualTo(type), name);
            if (expected.Printed != "") Assert.That(BoundTreePrinter.Print(result.Program), Is.EqualTo(expected.Printed));
        });
    }

    public static IEnumerable<TestCaseData> Inferences()
    {
        var lines = File.ReadAllLines(Path.Combine(CaseFile.Folder, "inference.txt")).Skip(1).ToList();
        var blank = lines.IndexOf("");
        var prelude = string.Join('\n', lines[..blank]) + "\n";
        foreach (var line in lines[(blank + 1)..])
        {
            var arrow = line.LastIndexOf(" => ", StringComparison.Ordinal);
            yield return new TestCaseData(prelude, line[..arrow], line[(arrow + 4)..]).SetArgDisplayNames(line);
        }
    }

    [TestCaseSource(nameof(Inferences))]
    public void An_expression_gets_the_type_expected(string prelude, string expression, string type)
    {
        var (result, diagnostics) = Bind($"{prelude}let it = ({expression})\n");
        Assert.That(diagnostics, Is.Empty);
        Assert.That(TypeOf(result, "it"), Is.EqualTo(type.Replace("'_", "unit")));
    }

    [Test]
    public void Names_that_broken_text_declares_bring_no_messages()
    {
        var unit = Parser.Parse(new SourceText("test.sf", "let broken = = 2\nprintfn \"%d\" broken\n")).Unit;
        Assert.That(Binder.Bind([unit], GlobalScope.Empty).Diagnostics, Is.Empty);
    }

    [Test]
    public void A_submission_sees_the_ones_before_it()
    {
        var (first, _) = Bind("type P = { x: int }\nentity Item(name: string) =\n    key name\n    member this.P : P = { x = 1 }\nlet item = Item(\"a\")\nlet twice f x = f (f x)\n");
        var (second, diagnostics) = Bind("let p = item.P\nlet q = twice (fun n -> n + p.x) 1\nlet item = 5\n", first.Scope);
        Assert.That(diagnostics, Is.Empty);
        Assert.That(TypeOf(second, "p"), Is.EqualTo("P"));
        Assert.That(TypeOf(second, "q"), Is.EqualTo("int"));
        Assert.That(TypeOf(second, "item"), Is.EqualTo("int"));
    }

    [Test]
    public void A_submission_may_redefine_an_entity()
    {
        var (first, _) = Bind("entity Item(name: string) =\n    key name\n    member this.A : int = 1\n");
        var (second, diagnostics) = Bind("entity Item(id: int) =\n    key id\n    member this.B : string = \"\"\nlet b = Item(1).B\n", first.Scope);
        Assert.That(diagnostics, Is.Empty);
        Assert.That(TypeOf(second, "b"), Is.EqualTo("string"));
    }

    [Test]
    public void Files_are_one_program()
    {
        var units = new[]
        {
            Parser.Parse(new SourceText("a.sf", "let item = Item(\"a\")\nlet a = b\n")).Unit,
            Parser.Parse(new SourceText("b.sf", "entity Item(name: string) =\n    key name\nlet b = item\nlet c = nothing\n")).Unit,
        };
        var result = Binder.Bind([.. units], GlobalScope.Empty);
        Assert.That(
            result.Diagnostics.Select(diagnostic => $"{diagnostic.Span} {diagnostic.Code}"),
            Is.EqualTo(new[] { "a.sf(2,9) SF0210", "b.sf(4,9) SF0201" }));
        Assert.That(TypeOf(result, "b"), Is.EqualTo("Item"));
    }

    internal static (BindResult Result, ImmutableArray<Diagnostic> Diagnostics) Bind(string source, GlobalScope? previous = null)
    {
        var parsed = Parser.Parse(new SourceText("test.sf", source));
        var result = Binder.Bind([parsed.Unit], previous ?? GlobalScope.Empty);
        return (result, [.. parsed.Diagnostics.Concat(result.Diagnostics).OrderBy(diagnostic => diagnostic.Span.Start)]);
    }

    private static string? TypeOf(BindResult result, string name) => result.Scope.Names.GetValueOrDefault(name) switch
    {
        ValueMeaning value => value.Symbol.Type.ToString(),
        FunctionMeaning { Function: var function } => TypeOf(function),
        _ => null,
    };

    private static string TypeOf(FunctionSymbol function) =>
        function.Parameters.Reverse().Aggregate(function.Result, (result, parameter) => new FunctionType(parameter.Type, result)).ToString();
}
