namespace StateFlow.Interpreter.Debugging;

/// <summary>How far a step goes, forward or back.</summary>
public enum DebugStep
{
    /// <summary>A statement, the end of a block, or the taking up of an event, whoever's it is.</summary>
    Statement,

    /// <summary>To the next code of what runs, following its calls to other entities and their answers.</summary>
    Into,

    /// <summary>To the next code of the running method or its callers: past a remote call until its answer is there.</summary>
    Over,

    /// <summary>To the caller of the running method: until its answer is there.</summary>
    Out,

    /// <summary>To where the next block begins, or to the end of the event.</summary>
    Block,

    /// <summary>To the end of the event: one hop.</summary>
    Event,

    /// <summary>To the end of the transaction under way, or of the next one.</summary>
    Transaction,
}
