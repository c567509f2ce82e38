using NUnit.Framework;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Tests.Lowering;

/// <summary>What the passes from normalization to the state machine make of methods.</summary>
public sealed class StageTests
{
    [TestCaseSource(typeof(LoweringCases), nameof(LoweringCases.ReadAll))]
    public void A_stage_makes_of_a_method_what_is_expected(LoweringCase example)
    {
        var result = Compiler.Print([new SourceText("case.sf", example.Source)], example.Stage);

        Assert.That(result.Diagnostics, Is.Empty);
        Assert.That(Method(result.Text, example.Method), Is.EqualTo(example.Expected));
    }

    /// <summary>The lines about one method, without the indentation that they share.</summary>
    private static string Method(string printed, string name)
    {
        var lines = printed.Split('\n');
        var first = Array.FindIndex(lines, line => line.Contains($" {name}(") || line.Contains($" {name} :"));
        Assert.That(first, Is.Not.Negative, $"there is no {name} in\n{printed}");
        var indentation = Indentation(lines[first]);
        var body = lines[(first + 1)..].TakeWhile(line => line.Length > 0 && Indentation(line) > indentation);
        return string.Join('\n', body.Prepend(lines[first]).Select(line => line[indentation..]));
    }

    private static int Indentation(string line) => line.Length - line.TrimStart().Length;
}
