using System.Collections.Immutable;
using CsCheck;
using NUnit.Framework;
using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Inference;
using StateFlow.Language.Binding;
using StateFlow.Language.IR;
using StateFlow.Language.Lowering;

namespace StateFlow.Language.Tests.Binding;

public sealed class RobustnessTests
{
    private static readonly ImmutableArray<string> Programs = [.. CaseFile.ReadAll().Select(example => example.Source)];

    private static readonly Gen<string> Piece = Gen.OneOf(
        "(", ")", "[", "]", "{", "}", "=", "->", "|>", "|", ".", ",", ":", "::", "<-", "1", "1.5", "\"a\"", "x", "f", "None", "Some ",
        "let ", "let! ", "and! ", "match x with ", "fun x -> ", "if ", " then ", " else ", "try ", "this", "Item", "start ", "wait ", "yield ", "\n", "\n    ", "printfn \"%d\" ");

    [Test]
    public void No_text_makes_the_binder_fail()
    {
        var mutations = Gen.Select(Gen.Int[0, Programs.Length - 1], Gen.Int[0, 1000], Gen.Int[0, 8], Piece)
            .Select((program, place, length, piece) => Mutate(Programs[program], place, length, piece));
        mutations.Sample(text => BoundTreePrinter.Print(BinderTests.Bind(text).Result.Program) is not null, iter: 2000);
    }

    [Test]
    public void No_mixture_of_programs_makes_the_binder_fail()
    {
        var pairs = Gen.Select(Gen.Int[0, Programs.Length - 1], Gen.Int[0, Programs.Length - 1]);
        pairs.Sample(pair => BoundTreePrinter.Print(BinderTests.Bind(Programs[pair.Item1] + Programs[pair.Item2]).Result.Program) is not null, iter: 500);
    }

    [Test]
    public void A_bound_program_keeps_no_unsolved_type()
    {
        foreach (var text in Programs)
        {
            var program = BinderTests.Bind(text).Result.Program;
            var unsolved = program.Statements.SelectMany(BoundTreeChildren.Of)
                .Concat(program.Functions.Select(function => function.Body))
                .Concat(program.Entities.SelectMany(entity => entity.Members).Select(member => member.Body))
                .SelectMany(All)
                .Select(expression => expression.Type)
                .Concat(program.ScriptValues.Select(value => value.Type))
                .Concat(program.Functions.Select(function => function.Result))
                .Where(HasVariable);
            Assert.That(unsolved, Is.Empty, text);
        }
    }

    [Test]
    public void Binding_the_same_text_twice_gives_the_same()
    {
        foreach (var text in Programs)
        {
            var (first, second) = (BinderTests.Bind(text), BinderTests.Bind(text));
            Assert.That(BoundTreePrinter.Print(second.Result.Program), Is.EqualTo(BoundTreePrinter.Print(first.Result.Program)));
            Assert.That(second.Diagnostics, Is.EqualTo(first.Diagnostics));
        }
    }

    private static string Mutate(string text, int place, int length, string piece)
    {
        var start = place % (text.Length + 1);
        var end = Math.Min(text.Length, start + length);
        return text[..start] + piece + text[end..];
    }

    private static IEnumerable<BoundExpression> All(BoundExpression expression) =>
        BoundTreeChildren.Of(expression).SelectMany(All).Prepend(expression);

    private static bool HasVariable(DataType type) => type is InferenceVariable || TypeStructure.Parts(type).Any(HasVariable);
}
