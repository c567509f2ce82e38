using System.Reflection;
using NUnit.Framework;
using StateFlow.Language.Binding;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax.Tree;
using StateFlow.Tests.Shared;
using StateFlow.Language.Syntax;
using Binder = StateFlow.Language.Binding.Binder;
using Expression = StateFlow.Language.Syntax.Tree.Expression;
using LiteralExpression = StateFlow.Language.Syntax.Tree.LiteralExpression;

namespace StateFlow.Language.Tests.Binding;

public sealed class BindingDiagnosticsTests
{
    // The parser lets neither an unknown operator nor code this deep through.
    private static readonly string[] WithoutCase = ["SF0317", "SF0425"];

    [Test]
    public void Every_code_has_a_case()
    {
        var covered = CaseFile.ReadAll().SelectMany(example => example.Diagnostics).Select(diagnostic => diagnostic.Code);
        Assert.That(All().Select(diagnostic => diagnostic.Code).Except(WithoutCase).Except(covered), Is.Empty);
    }

    [Test]
    public void Every_code_belongs_to_one_message() =>
        Assert.That(All().Select(diagnostic => diagnostic.Code), Is.Unique);

    [Test]
    public void Every_code_is_documented() =>
        Assert.That(All().Select(diagnostic => diagnostic.Code).Except(Sections().Select(section => section.Code)), Is.Empty);

    [Test]
    public void Every_documented_example_provokes_its_code_alone()
    {
        var codes = All().Select(diagnostic => diagnostic.Code).ToHashSet();
        Assert.Multiple(() =>
        {
            foreach (var (code, example) in Sections().Where(section => codes.Contains(section.Code) && section.Example != ""))
            {
                Assert.That(BinderTests.Bind(example).Diagnostics.Select(diagnostic => diagnostic.Code).Distinct(), Is.EqualTo(new[] { code }));
            }
        });
    }

    private static IEnumerable<(string Code, string Example)> Sections() =>
        File.ReadAllText(Repository.PathOf("docs", "diagnostics.md"))
            .Split("\n### ")
            .Skip(1)
            .Select(section => (section[..6], section.Split("```") is [_, var example, ..] ? example["fsharp\n".Length..] : ""));

    [Test]
    public void An_unknown_operator_is_refused()
    {
        var operand = new LiteralExpression(new IntLiteral(1), SourceSpan.None);
        Assert.That(Codes(new InfixExpression(operand, new Name("<+>", SourceSpan.None), operand, SourceSpan.None)), Is.EqualTo(new[] { "SF0317" }));
        Assert.That(Codes(new PrefixExpression(new Name("~", SourceSpan.None), operand, SourceSpan.None)), Is.EqualTo(new[] { "SF0317" }));
    }

    [Test]
    public void Code_that_is_nested_too_deeply_is_refused()
    {
        Expression expression = new LiteralExpression(new IntLiteral(1), SourceSpan.None);
        for (var i = 0; i < 100_000; i++) expression = new PrefixExpression(new Name("-", SourceSpan.None), expression, SourceSpan.None);
        Assert.That(Codes(expression), Is.EqualTo(new[] { "SF0425" }));
    }

    private static IEnumerable<string> Codes(Expression expression)
    {
        var item = new StatementItem(new LetItem(false, new WildcardPattern(SourceSpan.None), null, expression, SourceSpan.None), SourceSpan.None);
        var unit = new CompilationUnit(new SourceText("test.sf", ""), [item], SourceSpan.None);
        return Binder.Bind([unit], GlobalScope.Empty).Diagnostics.Select(diagnostic => diagnostic.Code);
    }

    private static IEnumerable<Diagnostic> All() =>
        typeof(BindingDiagnostics)
            .GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Select(method => (Diagnostic)method.Invoke(null, [.. method.GetParameters().Select(Example)])!);

    private static object? Example(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(string) ? "x"
        : parameter.ParameterType == typeof(IEnumerable<string>) ? new[] { "x" }
        : Activator.CreateInstance(parameter.ParameterType);
}
