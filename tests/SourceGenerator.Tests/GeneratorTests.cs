using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using StateFlow.Tests.Shared;

namespace StateFlow.SourceGenerator.Tests;

public sealed class GeneratorTests
{
    private const string Item = """
        entity Item(name: string) =
            key name
            let mutable stock = 0
            let mutable next : Item option = None
            member this.Restock(amount: int) : unit = stock <- stock + amount
            member this.Append(item: Item) : unit = next <- Some item
            member this.Quote : string = "a \"quoted\" {word}"
        """;

    [Test]
    public void A_file_gives_clients_states_and_the_program() => Assert.That(
        GeneratorRun.Diagnostics(
            """
            using System.Linq;
            using System.Threading.Tasks;
            using Company.App.Shop;
            using StateFlow.Runtime;

            public static class Use
            {
                public static async Task<bool> Run()
                {
                    await using var engine = await LocalEngine.StartAsync(ShopProgram.Load(), EngineOptions.Default);
                    var item = await new Entities(engine).Item.Create("apple");
                    await item.Restock(5);
                    var snapshot = await engine.SnapshotAsync();
                    return snapshot.Entities<ItemState>().All(state => state.Stock == 0 && state.Name == "" && state.Next.HasValue);
                }
            }
            """,
            new ProjectItem("/project/shop.sf", Item)),
        Is.Empty);

    [Test]
    public void Files_of_several_folders_have_namespaces_of_their_own() => Assert.That(
        GeneratorRun.Diagnostics(
            """
            public static class Use
            {
                public static object[] Run() => [Company.App.Shop.ShopProgram.Load(), Company.App.Old.Shop.ShopProgram.Load(), Company.App.Two_words._2ndProgram.Load(), Chosen.OtherProgram.Load()];
            }
            """,
            new ProjectItem("/project/shop.sf", Item),
            new ProjectItem("/project/old/shop.sf", Item),
            new ProjectItem("/project/two words/2nd.sf", Item, "Company.App.Two_words"),
            new ProjectItem("/elsewhere/other.sf", Item, "Chosen")),
        Is.Empty);

    [Test]
    public void A_name_of_the_program_is_never_hidden_by_a_generated_one() => Assert.That(
        GeneratorRun.Diagnostics(
            "public static class Use { public static Company.App.Shop.ItemState? Client; public static Company.App.Shop.ItemState_? State; public static object Program => Company.App.Shop.ShopProgram_.Load(); }",
            new ProjectItem("/project/shop.sf", Item + "\n" + """
                entity ItemState(id: int) =
                    key id
                    let mutable fromFields = 1
                    let mutable entityType = 2
                    member this.Both : int = fromFields + entityType
                entity ShopProgram(id: int) =
                    key id
                    member this.Id : int = id
                """)),
        Is.Empty);

    [Test]
    public void Two_files_of_one_namespace_are_refused()
    {
        var diagnostic = GeneratorRun.Diagnostics("", new ProjectItem("/project/shop.sf", Item), new ProjectItem("/project/b.sf", Item, "Company.App.Shop")).Single();
        Assert.That(diagnostic.Id, Is.EqualTo("SF0841"));
        Assert.That(diagnostic.GetMessage(), Is.EqualTo("the types of `b.sf` and of `shop.sf` would both be in the namespace `Company.App.Shop`: give one of the files another with `<StateFlow Update=\"b.sf\" Namespace=\"...\" />`"));
    }

    [Test]
    public void A_file_named_twice_counts_once() =>
        Assert.That(GeneratorRun.Diagnostics("", new ProjectItem("/project/shop.sf", Item), new ProjectItem("/project/shop.sf", Item)), Is.Empty);

    [Test]
    public void An_error_of_the_language_is_one_of_the_compiler_at_its_place()
    {
        var diagnostic = GeneratorRun.Diagnostics("", new ProjectItem("/project/bad.sf", "let x = 1\nentity X(a: int) = key b")).Single(one => one.Severity == DiagnosticSeverity.Error);
        Assert.That(diagnostic.ToString(), Is.EqualTo("/project/bad.sf(2,24): error SF0403: the key must be a parameter of `X`, found `b`"));
    }

    [Test]
    public void A_warning_of_the_language_leaves_the_clients()
    {
        var diagnostics = GeneratorRun.Diagnostics("public static class Use { public static Company.App.Shop.Item? Item; }", new ProjectItem("/project/shop.sf", Item + "\n1 + 1\n()"));
        Assert.That(diagnostics.Select(diagnostic => (diagnostic.Severity, diagnostic.Location.GetLineSpan().StartLinePosition.Line)), Is.EqualTo((object[])[(DiagnosticSeverity.Warning, 7)]));
        Assert.That(diagnostics[0].Id, Does.StartWith("SF"));
    }

    [Test]
    public void A_file_without_text_is_reported() =>
        Assert.That(GeneratorRun.Diagnostics("", new ProjectItem("/project/shop.sf", null)).Single().Id, Is.EqualTo("SF0840"));

    [Test]
    public void Other_additional_files_are_left_alone() =>
        Assert.That(GeneratorRun.Diagnostics("", new ProjectItem("/project/readme.txt", "not a program", IsStateFlow: false)), Is.Empty);

    [Test]
    public void A_change_of_the_CSharp_compiles_no_program_again()
    {
        var project = GeneratorRun.Project("");
        var driver = GeneratorRun.Driver(new ProjectItem("/project/shop.sf", Item)).RunGenerators(project);
        driver = driver.RunGenerators(project.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Other;")));
        var steps = driver.GetRunResult().Results.Single().TrackedSteps["Compile"];
        Assert.That(steps.SelectMany(step => step.Outputs).Select(output => output.Reason), Is.All.EqualTo(IncrementalStepRunReason.Cached).Or.EqualTo(IncrementalStepRunReason.Unchanged).And.Not.Empty);
    }

    [Test]
    public void The_sample_buys_two_apples()
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CSharpShop.dll")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.That(errors.Result, Is.Empty);
        Assert.That(output.ReplaceLineEndings("\n"), Is.EqualTo(File.ReadAllText(Repository.PathOf("samples", "csharp-shop", "expected.txt"))));
    }
}
