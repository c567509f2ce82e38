using NUnit.Framework;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Tests;

/// <summary>What a REPL asks: is this wrong, or is there more to come?</summary>
public sealed class CompilationTests
{
    [TestCase("let x =")]
    [TestCase("let f (x: int) : int =\n    let y = x\n")]
    [TestCase("let x = (1 +")]
    [TestCase("let x = [1; 2")]
    [TestCase("if true then")]
    [TestCase("match 1 with")]
    [TestCase("entity Item(name: string) =")]
    [TestCase("for i in 1 .. 3 do")]
    [TestCase("(* a comment")]
    [TestCase("let s = \"\"\"text")]
    [TestCase("try\n    1")]
    [TestCase("type T =")]
    public void More_input_could_complete_it(string text) =>
        Assert.That(Compile(text).IsIncomplete, Is.True, () => string.Join('\n', Compile(text).Diagnostics));

    [TestCase("let x = )")]
    [TestCase("let x = y")]
    [TestCase("let f (x: int) : int =\n    let y = x\nprintfn \"next\"")]
    [TestCase("let = 3")]
    [TestCase("let s = \"text\nlet t = 1")]
    [TestCase("entity Item(name: string) =\n    let x = 1\n")]
    public void No_input_could_correct_it(string text)
    {
        var compilation = Compile(text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(compilation.Program, Is.Null);
            Assert.That(compilation.IsIncomplete, Is.False, () => string.Join('\n', compilation.Diagnostics));
        }
    }

    [TestCase("let x = 1")]
    [TestCase("")]
    [TestCase("// nothing")]
    public void It_is_complete(string text)
    {
        var compilation = Compile(text);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(compilation.Program, Is.Not.Null);
            Assert.That(compilation.IsIncomplete, Is.False);
        }
    }

    [Test]
    public void A_diagnostic_knows_the_text_that_it_is_about()
    {
        SourceText[] sources = [new("a.sf", "let x = 1\n"), new("b.sf", "let y = z\n")];
        var diagnostics = Compiler.Compile([.. sources]).Diagnostics;

        Assert.That(diagnostics.Select(diagnostic => diagnostic.Source), Does.Contain(sources[1]));
        Assert.That(diagnostics.Select(diagnostic => diagnostic.Source!.File), Is.EqualTo(diagnostics.Select(diagnostic => diagnostic.Span.File)));
    }

    private static Compilation Compile(string text) => Compiler.Compile([new SourceText("test.sf", text)]);
}
