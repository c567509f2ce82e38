using StateFlow.Interpreter.Debugging;

namespace StateFlow.Cli.Debugging;

/// <content>The commands about breakpoints.</content>
internal sealed partial class DebuggerShell
{
    private const string BreakHelp =
        """
        stops at a place
        PLACE is one of
          12, shop.sf:12        a line
          User, User("ann")     an entity type or one entity that takes up an event
          User.BuyItem          a method that begins
          User.BuyItem/b4       a block that begins
          change of FIELD       the same as `watch FIELD`
          event create          an event of a kind: create, exists, invoke, resume, completion, answer
          failure               a failure that arises
        and after it may stand, in this order
          if CONDITION          an expression that must be true where the run stands
          hits N                stops from the Nth hit on
          log TEXT              logs instead of stopping; {e} in the text is evaluated
        """;

    private IEnumerable<ShellCommand> BreakpointCommands() =>
    [
        new(["break", "b"], "PLACE", BreakHelp, text => Set(text, place => TargetText.Read(place, Session.CurrentSpan?.File ?? Listing.FirstFile))),
        new(["watch", "wa"], "FIELD", "stops when a field changes: User.balance, User(\"ann\").balance, or the name of a value of the script", text => Set(text, TargetText.ReadField)),
        new(["breakpoints", "bps"], "", "shows the breakpoints and how often they were hit", _ => Breakpoints()),
        new(["delete", "d"], "[N]", "removes a breakpoint, or all", Delete),
        new(["enable"], "N", "lets a breakpoint take part again", text => Enable(text, true)),
        new(["disable"], "N", "lets a breakpoint rest", text => Enable(text, false)),
    ];

    private string Set(string text, Func<string, BreakpointTarget> read)
    {
        if (text.Length == 0) throw new ShellException("the place is missing: `help break` shows how one is written");
        var written = BreakpointText.Read(text);
        var (breakpoint, refusal) = Session.Break(read(written.Place), written.Condition, written.Hits, written.Log);
        return breakpoint is null ? throw new ShellException(refusal!) : $"breakpoint {breakpoint.Id}: {breakpoint}\n";
    }

    private string Breakpoints() => Session.Breakpoints.IsEmpty
        ? "there are no breakpoints\n"
        : string.Concat(Session.Breakpoints.Select(breakpoint => $"{breakpoint.Id,3}  {breakpoint}, hit {Session.HitsOf(breakpoint)} times\n"));

    private string Delete(string number)
    {
        var ids = number.Length == 0 ? [.. Session.Breakpoints.Select(breakpoint => breakpoint.Id)] : ImmutableArray.Create(Number(number, 0));
        foreach (var id in ids)
        {
            if (!Session.Remove(id)) throw NoBreakpoint(number);
        }

        return "";
    }

    private string Enable(string number, bool isEnabled) => number.Length > 0 && Session.Enable(Number(number, 0), isEnabled) ? "" : throw NoBreakpoint(number);

    private static ShellException NoBreakpoint(string number) =>
        new(number.Length == 0 ? "the number of a breakpoint is missing: `breakpoints` shows them" : $"there is no breakpoint {number}: `breakpoints` shows them");
}
