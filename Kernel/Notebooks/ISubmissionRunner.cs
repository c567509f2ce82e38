using StateFlow.Interpreter.Sessions;
using StateFlow.Language.Syntax;

namespace StateFlow.Notebooks;

/// <summary>Runs what cells of the entity language submit, in another way than <see cref="Session.Submit(ImmutableArray{SourceText}, Action{string}, bool, CancellationToken)"/>.</summary>
public interface ISubmissionRunner
{
    /// <summary>Runs a part of a cell to its end.</summary>
    /// <param name="source">The part, under a name that no other has.</param>
    /// <param name="print">Is given what it prints.</param>
    /// <param name="isTraced">Whether the result is to hold what happened.</param>
    SubmissionResult Run(Session session, SourceText source, Action<string> print, bool isTraced, CancellationToken cancellation);
}
