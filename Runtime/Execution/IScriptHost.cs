using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;

namespace StateFlow.Runtime.Execution;

/// <summary>Makes the calls of a script.</summary>
internal interface IScriptHost
{
    /// <summary>Makes a call and waits for its answer.</summary>
    /// <param name="depth">How many frames are active in the script.</param>
    ScriptAnswer Call(Frame callee, SourceSpan calledAt, int depth);

    /// <summary>Makes a call without waiting.</summary>
    CallHandle Start(Frame callee, SourceSpan calledAt);

    /// <summary>Waits for the answer of a call.</summary>
    ScriptAnswer Wait(CallHandle handle);

    /// <summary>Shows what the script prints.</summary>
    void Print(string text);
}

/// <summary>A result or a failure.</summary>
internal readonly record struct ScriptAnswer(Value? Value, Failure? Failure);
