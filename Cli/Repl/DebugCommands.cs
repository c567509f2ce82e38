using System.Globalization;
using StateFlow.Cli.Debugging;
using StateFlow.Cli.Output;
using StateFlow.Interpreter.Debugging;
using StateFlow.Language.Assistance;

namespace StateFlow.Cli.Repl;

/// <summary>The commands of a session that stop a submission, and step through it.</summary>
internal sealed class DebugCommands(SubmissionRunner runner, StandardStreams streams, ReplOutput output)
{
    private const string BreakDetails =
        """
        A submission that comes to PLACE, now or later, stops there: see :help step. PLACE is one of
          shop.sf:12, input3:2             a line of a file, or of what was typed
          User, User("ann")                an entity type, or one entity, that takes up an event
          User.BuyItem                     a method that begins
          User.BuyItem/b4                  a block that begins
          change of User("ann").balance    a field that gets another value
          event create                     an event of a kind: create, exists, invoke, resume, completion, answer
          failure                          a failure that arises
        and after it may stand, in this order
          if CONDITION                     an expression that must be true there
          hits N                           stops from the Nth hit of a submission on
          log TEXT                         logs instead of stopping; {e} in the text is evaluated
        Without PLACE it lists the breakpoints.
        Examples: :break User.BuyItem if amount > 1    :break    :break remove 1    :break -1
        """;

    private const string StepDetails =
        """
        :step STATEMENT runs a statement and stops at its first code. Where a submission is stopped,
          :step             goes to the next code, into calls of other entities
          :step over        goes to the next code, over calls until their answers are there
          :step out         goes on until the running method has answered
          :step statement   goes on by a single statement, whoever's it is
          :step block       goes to where the next block begins
          :step event       goes to the end of the event: one hop
          :step transaction goes to the end of the transaction
        An expression that is typed there is evaluated in the running method; what it does is forgotten. An empty line repeats the
        last step. The session changes when the submission ends, and not before.
        Examples: :step ann.BuyItem(1, apple)    :step over
        """;

    private static readonly ImmutableArray<(string Word, DebugStep Step)> Steps =
    [
        ("into", DebugStep.Into),
        ("over", DebugStep.Over),
        ("out", DebugStep.Out),
        ("statement", DebugStep.Statement),
        ("block", DebugStep.Block),
        ("event", DebugStep.Event),
        ("transaction", DebugStep.Transaction),
    ];

    public ImmutableArray<MetaCommand> All =>
    [
        new("break", "[PLACE [if CONDITION] | remove N]", "stops submissions at a place; lists or removes such places", BreakDetails, Break),
        new("step", "[STATEMENT | over | out | block | ...]", "runs a statement step by step, or goes a step on", StepDetails, Step),
        new("back", "[over | out | block | event | ...]", "goes a step back where a submission is stopped",
            "It undoes everything, what was printed too. Steps are those of :step.\nExamples: :back    :back over    :back event", Back),
        new("continue", "", "goes on to the next breakpoint, or to the end of the stopped submission",
            "Ctrl-C pauses it.\nExample: :continue", argument => WhereStopped(argument, () => runner.Move((debugger, pause) => debugger.Continue(pause)))),
        new("stop", "", "gives up the stopped submission: the session is as it was before it", "Example: :stop", argument => WhereStopped(argument, Stop)),
        new("frames", "", "shows what runs and waits in the stopped submission, with variables", "Example: :frames", argument => WhereStopped(argument, Frames)),
    ];

    private CommandOutcome Break(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words switch
        {
            [] => List(),
            ["remove", var number] => Remove(number),
            ["remove", ..] => Wrong("the number of a breakpoint is expected, as in `:break remove 1`; `:break` lists them"),
            [['-', .. var number]] => Remove(number),
            _ => Add(text),
        };
    }

    private CommandOutcome Add(string text)
    {
        var file = runner.Stopped?.Debugger.CurrentSpan?.File;
        if (file is null && int.TryParse(text.Split(' ')[0], CultureInfo.InvariantCulture, out var line)) return Wrong($"the file of line {line} is missing: write shop.sf:{line}");
        try
        {
            var written = BreakpointText.Read(text);
            var (breakpoint, obstacle) = runner.Breakpoints.Add(
                runner.Program, TargetText.Read(written.Place, file ?? ""), written.Condition, written.Hits, written.Log, runner.Stopped?.Debugger);
            if (breakpoint is null) return Wrong(obstacle!);
            streams.Output.WriteLine($"breakpoint {breakpoint.Id}: {breakpoint}");
            if (obstacle is not null) output.Note($"breakpoint {breakpoint.Id} waits until its place is declared: {obstacle}");
            return CommandOutcome.Done;
        }
        catch (ShellException exception)
        {
            return Wrong(exception.Message);
        }
    }

    private CommandOutcome List()
    {
        foreach (var breakpoint in runner.Breakpoints.All) streams.Output.WriteLine($"{breakpoint.Id,3}  {breakpoint}");
        if (runner.Breakpoints.All.IsEmpty) streams.Output.WriteLine("there are no breakpoints");
        return CommandOutcome.Done;
    }

    private CommandOutcome Remove(string number) =>
        int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) && runner.Breakpoints.Remove(id, runner.Stopped?.Debugger)
            ? CommandOutcome.Done
            : Wrong($"there is no breakpoint {number}: `:break` lists them");

    private CommandOutcome Step(string argument)
    {
        if (runner.Stopped is not null) return Move(argument, (debugger, step, pause) => debugger.Step(step, pause));
        return argument == "" || StepNamed(argument) is not null ? NothingStopped() : runner.Step(runner.Source(argument));
    }

    private CommandOutcome Back(string argument) =>
        runner.Stopped is null ? NothingStopped() : Move(argument, (debugger, step, pause) => debugger.StepBack(step, pause));

    private CommandOutcome Move(string argument, Func<DebugSession, DebugStep, CancellationToken, StopReport> move)
    {
        if ((argument == "" ? DebugStep.Into : StepNamed(argument)) is not { } step) return Wrong($"a submission is stopped; {NearestName.Describe("step", argument, [.. Steps.Select(known => known.Word)])}");
        return runner.Move((debugger, pause) => move(debugger, step, pause));
    }

    private static DebugStep? StepNamed(string word) => Steps.Where(step => step.Word == word).Select(step => (DebugStep?)step.Step).FirstOrDefault();

    private CommandOutcome Stop()
    {
        runner.Stop();
        return CommandOutcome.Done;
    }

    private CommandOutcome Frames()
    {
        streams.Output.Write(ReportText.Frames(runner.Stopped!.Debugger, selected: 0));
        return CommandOutcome.Done;
    }

    private CommandOutcome WhereStopped(string argument, Func<CommandOutcome> execute) =>
        argument != "" ? Wrong($"the command takes nothing after it, not '{argument}'") : runner.Stopped is null ? NothingStopped() : execute();

    private CommandOutcome NothingStopped()
    {
        output.Error(new CommandError("SF0031", "no submission is stopped: `:step STATEMENT` runs one step by step, and `:break PLACE` stops those that come there"));
        return CommandOutcome.Failed;
    }

    private CommandOutcome Wrong(string message)
    {
        output.Error(new CommandError("SF0032", message));
        return CommandOutcome.Failed;
    }
}
