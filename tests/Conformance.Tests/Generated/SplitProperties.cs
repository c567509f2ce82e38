using CsCheck;
using StateFlow.Conformance.Tests.Generated.Tree;
using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Json;
using StateFlow.Language.Syntax;

namespace StateFlow.Conformance.Tests.Generated;

/// <summary>A split program does what the unsplit one does.</summary>
public sealed class SplitProperties
{
    [Test]
    public void A_split_program_prints_and_leaves_what_the_unsplit_one_does() => Check(800, (generated, program) =>
    {
        var expected = Outcome.Of(DirectEvaluator.Run(generated, ProgramGenerator.Budget)!);
        foreach (var seed in (int[])[0, 1, 2]) expected.MustBe(Outcome.Of(program, seed), $"with seed {seed}");
    });

    [Test]
    public void The_embedded_engine_prints_and_leaves_what_the_interpreter_does() => Check(150, (_, program) =>
    {
        var expected = Outcome.Of(program, seed: 0);
        foreach (var seed in (int[])[0, 1]) expected.MustBe(Outcome.OfLocalEngine(program, seed, callsDirectly: true), $"with seed {seed}");
        expected.MustBe(Outcome.OfLocalEngine(program, seed: 0, callsDirectly: false), "by events");
    });

    [Test]
    public void A_program_read_from_its_json_does_the_same() => Check(40, (_, program) =>
    {
        var reread = ProgramJson.Read(ProgramJson.Write(program));
        Outcome.Of(program, seed: 0).MustBe(Outcome.Of(reread, seed: 0), "after the round trip");
    });

    private static void Check(int programs, Action<GeneratedProgram, Program> property) => ProgramGenerator.Programs.Sample(
        generated =>
        {
            var source = generated.ToString();
            try
            {
                property(generated, Compile(source));
            }
            catch (CounterexampleException exception)
            {
                // CsCheck shows only the beginning of what is long.
                throw new CounterexampleException($"{exception.Message}\nin\n{source}");
            }
        },
        iter: programs,
        print: _ => "");

    private static Program Compile(string source)
    {
        var compilation = Compiler.Compile([new SourceText("generated.sf", source)]);
        return compilation.Program ?? throw new CounterexampleException(string.Join('\n', compilation.Diagnostics));
    }
}
