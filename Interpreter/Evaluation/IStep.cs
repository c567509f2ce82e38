using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Evaluation;

/// <summary>What is under way when something is computed, of whichever engine.</summary>
internal interface IStep
{
    /// <summary>A failure that arises now, with the members that are active in this step.</summary>
    FailureException Failure(string message, SourceSpan span);
}

/// <summary>A step in which function values can be applied.</summary>
internal interface IFunctionStep : IStep
{
    /// <summary>Applies a function to arguments: too few give a function, the result of too many is applied to the rest.</summary>
    Value Apply(FunctionValue function, ReadOnlySpan<Value> arguments, SourceSpan span);
}
