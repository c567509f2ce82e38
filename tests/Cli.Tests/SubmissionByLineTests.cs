using StateFlow.Interpreter;
using StateFlow.Interpreter.Sessions;
using StateFlow.Language;
using StateFlow.Language.Syntax;
using StateFlow.Tests.Shared;

namespace StateFlow.Cli.Tests;

/// <summary>A program that is fed submission by submission prints what it prints as one file.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SubmissionByLineTests
{
    private static readonly string[] Folders = ["tests/Programs/correct", "samples"];

    public static IEnumerable<TestCaseData> Programs => Folders
        .SelectMany(folder => Repository.Files(folder, "*.sf").Select(file => new TestCaseData(file).SetArgDisplayNames(Path.GetRelativePath(Repository.PathOf(folder), file))));

    [TestCaseSource(nameof(Programs))]
    public void PrintsTheSame(string file)
    {
        var text = File.ReadAllText(file);
        var source = new SourceText("program.sf", text);
        using var whole = new StringWriter();
        Assert.That(ProgramRunner.Run(Compiler.Compile([source]).Program!, whole, RunOptions.Default).Failure, Is.Null);

        using var pieces = new StringWriter();
        var session = new Session(RunOptions.Default);
        var start = 0;
        SubmissionResult? last = null;
        foreach (var item in Parser.Parse(source).Unit.Items)
        {
            var end = item.Span.End.Offset;
            if (text.AsSpan(end) is [not ('\r' or '\n'), ..] rest && !rest[..Math.Max(0, rest.IndexOf('\n'))].IsWhiteSpace()) continue;

            // What refers to a later declaration must come with it.
            last = session.Submit(text[start..end], pieces);
            if (last.Status == SubmissionStatus.Done) start = end;
            else Assert.That(last.Status, Is.Not.EqualTo(SubmissionStatus.Failed), () => last.Failure!.Describe());
        }

        Assert.That(last?.Status ?? SubmissionStatus.Done, Is.EqualTo(SubmissionStatus.Done), () => string.Join('\n', last!.Diagnostics));
        Assert.That(pieces.ToString(), Is.EqualTo(whole.ToString()));
    }
}
