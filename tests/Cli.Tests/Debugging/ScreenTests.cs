using StateFlow.Tests.Shared;

namespace StateFlow.Cli.Tests.Debugging;

/// <summary>The debugger on a terminal, driven by keys.</summary>
[Platform(Exclude = "Win")]
public sealed class ScreenTests
{
    [Test]
    public void Steps_forward_and_back_by_keys()
    {
        using var terminal = Begin("double-spending.sf");
        terminal.Type(":break User.Buy");
        terminal.Press("Enter");
        terminal.Await("breakpoint 1: User.Buy");
        terminal.Press("F5");
        terminal.Await("event 6, statement 1: User(\"ann\").Buy");
        terminal.Await("script calls User(\"ann\").Buy(2, Item(\"apple\"))");
        terminal.Type(":delete");
        terminal.Press("Enter", "F11");
        terminal.Await("event 8, statement 1: Item(\"apple\").Price");
        terminal.Press("F10");
        terminal.Await("event 10, statement 1: User(\"ann\").Buy");
        terminal.Press("c");
        terminal.Await("the program has ended");
        terminal.Await("balance = -10  (was 10)");
        terminal.Press("Left");
        terminal.Await("event 17");
        terminal.Press("q");
        terminal.Await("left with 0");
        Assert.That(terminal.Screen, Does.Not.Contain("double-spending"), "the screen is as it was before");
    }

    [Test]
    public void Draws_anew_when_the_window_changes()
    {
        using var terminal = Begin("double-spending.sf");
        terminal.Resize(60, 20);
        terminal.Await("┐");
        terminal.Resize(30, 8);
        terminal.Await("too small");
        terminal.Resize(120, 40);
        terminal.Await("q quit");
        terminal.Await("entity User");
    }

    [Test]
    public void Sets_a_breakpoint_at_the_line_shown()
    {
        using var terminal = Begin("double-spending.sf");
        terminal.Press("s");
        terminal.Await("event 1, statement 1");
        terminal.Press("Down", "F9");
        terminal.Await("breakpoint 1: double-spending.sf:24");
        terminal.Await("●     24");
        terminal.Press("c");
        terminal.Await("->   24");
    }

    [Test]
    public void Ctrl_C_pauses_a_program_without_end_and_then_ends_the_debugger()
    {
        using var folder = new TemporaryFolder();
        folder.Write("endless.sf", "let mutable n = 0\nwhile true do\n    n <- n + 1\n");
        using var terminal = Begin("endless.sf", folder.Path);
        terminal.Press("c");
        terminal.Press("C-c");
        terminal.Await("paused");
        terminal.Press("b");
        terminal.Await("n = ");
        terminal.Press("C-c");
        terminal.Await("left with 0");
    }

    private static PseudoTerminal Begin(string file, string? folder = null)
    {
        var terminal = new PseudoTerminal($"'{AppContext.BaseDirectory}/stateflow' debug {file}; echo left with $?; cat", folder ?? Repository.PathOf("tests", "Debugger"));
        terminal.Await("q quit");
        return terminal;
    }
}
