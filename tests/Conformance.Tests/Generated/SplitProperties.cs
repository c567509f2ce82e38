using CsCheck;
using StateFlow.Conformance.Tests.Generated.Tree;
using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Json;
using StateFlow.Language.Syntax;

namespace StateFlow.Conformance.Tests.Generated;

/// <summary>A split program does what the unsplit one does.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SplitProperties
{
    [Test]
    public void A_split_program_prints_and_leaves_what_the_unsplit_one_does() => ProgramGenerator.Programs.Sample(
        generated =>
        {
            var program = Compile(generated);
            var expected = Outcome.Of(DirectEvaluator.Run(generated, ProgramGenerator.Budget)!);
            foreach (var seed in (int[])[0, 1, 2]) expected.MustBe(Outcome.Of(program, seed), $"with seed {seed}");
        },
        iter: 300);

    [Test]
    public void A_program_read_from_its_json_does_the_same() => ProgramGenerator.Programs.Sample(
        generated =>
        {
            var program = Compile(generated);
            var reread = ProgramJson.Read(ProgramJson.Write(program));
            Outcome.Of(program, seed: 0).MustBe(Outcome.Of(reread, seed: 0), "after the round trip");
        },
        iter: 50);

    private static Program Compile(GeneratedProgram generated)
    {
        var compilation = Compiler.Compile([new SourceText("generated.sf", generated.ToString())]);
        return compilation.Program ?? throw new CounterexampleException(string.Join('\n', compilation.Diagnostics));
    }
}
