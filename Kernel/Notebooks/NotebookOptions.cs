using StateFlow.Interpreter;
using StateFlow.Interpreter.Sessions;
using StateFlow.Notebooks.Cells;
using StateFlow.Visualizer.Layout;

namespace StateFlow.Notebooks;

/// <summary>How a notebook runs and draws.</summary>
/// <param name="Run">How cells of the entity language are run.</param>
/// <param name="Layout">Arranges graphs.</param>
public sealed record NotebookOptions(RunOptions Run, ILayout Layout)
{
    /// <summary>The defaults.</summary>
    public static NotebookOptions Default { get; } = new(RunOptions.Default, new LayeredLayout());

    /// <summary>Makes the languages that cells may be written in besides the entity language, on the entities of the notebook.</summary>
    public Func<Session, IEnumerable<ICellLanguage>> OtherLanguages { get; init; } = static _ => [];

    /// <summary>Runs cells of the entity language; null to submit them to the session as they are.</summary>
    public ISubmissionRunner? Runner { get; init; }
}
