using StateFlow.DebugAdapter.Launching;

namespace StateFlow.Jupyter.Debugging;

/// <summary>Gives the debug adapter a submission that has been begun already.</summary>
internal sealed class CellLauncher(LaunchedProgram? begun) : IProgramLauncher
{
    private LaunchedProgram? _begun = begun;

    public LaunchedProgram Launch(LaunchArguments arguments) => Interlocked.Exchange(ref _begun, null)
        ?? throw new LaunchException("the debugger does not run cells: run the cell in the notebook");
}
