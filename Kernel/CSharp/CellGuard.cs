using System.ComponentModel;
using System.Runtime.CompilerServices;
using StateFlow.Notebooks.CSharp.Scripting;

namespace StateFlow.Notebooks.CSharp;

/// <summary>What is called at the beginning of the loops and methods of a cell, so that it can be interrupted.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class CellGuard
{
    /// <summary>Begins a turn of a loop.</summary>
    /// <exception cref="OperationCanceledException">The cell is interrupted.</exception>
    public static void Turn() => CellScope.Current?.Cancellation.ThrowIfCancellationRequested();

    /// <summary>Begins a method.</summary>
    /// <exception cref="OperationCanceledException">The cell is interrupted.</exception>
    /// <exception cref="InsufficientExecutionStackException">The recursion is too deep; going on would end the process.</exception>
    public static void Enter()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Turn();
    }
}
