using System.Globalization;
using StateFlow.Interpreter.Exploration;
using StateFlow.Interpreter.Faults;
using StateFlow.Interpreter.Sessions;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Forms;
using StateFlow.Notebooks.Languages;
using StateFlow.Notebooks.Outputs;
using StateFlow.Visualizer.Diagrams;
using StateFlow.Visualizer.Layout;

namespace StateFlow.Notebooks.Directives;

/// <summary><c>#!explore</c>: runs code in every order of events that makes a difference, and takes none of it into effect.</summary>
internal static class ExploreDirective
{
    private const string MaxStates = "--max-states";
    private const string Seconds = "--seconds";
    private const string Faults = "--faults";
    private const string Delivery = "--delivery";
    private const string ExactlyOnce = "exactly-once";
    private const string AtLeastOnce = "at-least-once";

    private static readonly ExplorationOptions Defaults = ExplorationOptions.Default with { TimeLimit = TimeSpan.FromSeconds(60) };

    public static Directive Create(Session session) => new(
        "explore",
        $"[{Faults} N] [{Delivery} {ExactlyOnce} | {AtLeastOnce}] [{MaxStates} N] [{Seconds} N]",
        "runs the code below it in every order of events and tells what can go wrong",
        "The code takes no effect. Example:\n#!explore\nlet calls = [start (ann.BuyItem(1, apple)); start (ann.BuyItem(1, apple))]\ncalls |> List.map wait",
        call => Task.FromResult(Explore(session, call)))
    {
        TakesCode = true,
        Words = () => [Faults, Delivery, ExactlyOnce, AtLeastOnce, MaxStates, Seconds],
    };

    private static CellResult Explore(Session session, DirectiveCall call)
    {
        if (call.Code is null) return call.Refuse("takes the code below it");
        if (call.Language is not EntityLanguage entities) return call.Refuse($"is about the entity language, and the code is {call.Language.DisplayName}");
        var (options, refusal) = Options(call.Words);
        if (options is null) return call.Refuse(refusal!);

        var display = call.Output.Display(MimeBundle.OfText("exploring"));
        var progress = new DisplayedProgress(display);
        var code = entities.NextPart(call.Code);
        var (result, refused) = session.Explore([code], options, progress, call.Cancellation);
        if (result is null)
        {
            display.Update(MimeBundle.OfText("not explored"));
            return CellResult.Failed(ErrorForm.Of(refused!.Diagnostics));
        }

        display.Update(ExplorationForm.Of(result, options, [.. session.Submissions.SelectMany(sources => sources), code]));
        if (result.Findings.Count > 0) call.Output.Display(Drawing.Bundle(TraceDiagram.Of(result.Findings[0].Run.Trace), new SequenceLayout()));
        return CellResult.Done();
    }

    private static (ExplorationOptions? Options, string? Refusal) Options(ImmutableArray<string> words)
    {
        var options = Defaults;
        for (var at = 0; at < words.Length; at += 2)
        {
            var value = at + 1 < words.Length ? words[at + 1] : "";
            var isNumber = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            switch (words[at])
            {
                case Faults when isNumber:
                    options = options with { Faults = number };
                    break;
                case MaxStates when isNumber && number > 0:
                    options = options with { MaxStates = number };
                    break;
                case Seconds when isNumber && number > 0:
                    options = options with { TimeLimit = TimeSpan.FromSeconds(number) };
                    break;
                case Delivery when value is ExactlyOnce or AtLeastOnce:
                    options = options with { Delivery = value == ExactlyOnce ? DeliveryGuarantee.ExactlyOnce : DeliveryGuarantee.AtLeastOnce };
                    break;
                case Faults or MaxStates or Seconds:
                    return (null, $"{words[at]} takes a number, not '{value}'");
                case Delivery:
                    return (null, $"{Delivery} takes {ExactlyOnce} or {AtLeastOnce}, not '{value}'");
                default:
                    return (null, $"there is no option '{words[at]}': there are {Faults}, {Delivery}, {MaxStates} and {Seconds}");
            }
        }

        return (options, null);
    }

    /// <summary>Shows how far a search is, without a new message for each of its reports.</summary>
    private sealed class DisplayedProgress(IDisplay display) : IProgress<ExplorationProgress>
    {
        private const int MillisecondsBetweenUpdates = 200;

        private long _last = Environment.TickCount64;

        public void Report(ExplorationProgress value)
        {
            if (Environment.TickCount64 - _last < MillisecondsBetweenUpdates) return;
            _last = Environment.TickCount64;
            display.Update(MimeBundle.OfText($"exploring: {value.States} states, {value.Runs} runs"));
        }
    }
}
