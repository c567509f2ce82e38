using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.CSharp;

/// <summary>What every C# cell can use without saying where it is from.</summary>
public sealed class CellGlobals
{
    private readonly Func<object?, IDisplay> _display;

    internal CellGlobals(Func<object?, IDisplay> display) => _display = display;

    /// <summary>Shows a value below the cell.</summary>
    /// <returns>What is shown, which can be replaced while the cell runs.</returns>
    public IDisplay Display(object? value) => _display(value);
}
