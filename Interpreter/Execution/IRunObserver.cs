namespace StateFlow.Interpreter.Execution;

/// <summary>Is told what a <see cref="Scheduler"/> does, when it has been done.</summary>
internal interface IRunObserver
{
    /// <summary>An event was handled.</summary>
    /// <param name="event">The event, within the transaction that it began if it began one.</param>
    /// <param name="before">The state of its target before; null if that did not exist.</param>
    /// <param name="path">The blocks that ran, in order; the last one may have failed.</param>
    void Handled(Event @event, EntityState? before, IReadOnlyList<VisitedBlock> path, StepResult result);

    /// <summary>A transaction ended.</summary>
    /// <param name="completion">What ended it.</param>
    /// <param name="isUndone">Whether it failed, so that its effects are gone.</param>
    /// <param name="before">The states when its last step was done.</param>
    /// <param name="after">The states now: others if it was undone.</param>
    /// <param name="reply">The answer that goes on to the caller.</param>
    void Ended(CompletionEvent completion, bool isUndone, EntityStore before, EntityStore after, Event reply);

    /// <summary>The script has its result.</summary>
    void Answered(AnswerEvent answer);
}
