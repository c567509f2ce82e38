using System.Text.Json.Serialization;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.IR;

/// <summary>What a <see cref="Block"/> is in the state machine.</summary>
public enum BlockKind
{
    /// <summary>Runs and goes on to one block.</summary>
    Code,

    /// <summary>Goes on to one of two blocks.</summary>
    Branch,

    /// <summary>Sends an event to another entity; another block takes the answer.</summary>
    RemoteCall,

    /// <summary>Runs a method of the same entity that may wait.</summary>
    InPlaceCall,

    /// <summary>Waits for a started call.</summary>
    Wait,

    /// <summary>Sends several events at once.</summary>
    Fork,

    /// <summary>Takes the answers of a fork.</summary>
    Join,

    /// <summary>Gives the method's result.</summary>
    Return,

    /// <summary>Fails.</summary>
    Fail,
}

/// <summary>A state of a method's state machine: straight-line code that ends by naming what comes next.</summary>
/// <param name="Id">Its index in the method; 0 is where a call enters.</param>
/// <param name="Handler">Where a failure in this block goes; null if it leaves the method.</param>
/// <param name="LiveIn">The variables whose values the block, or one after it, still reads.</param>
public sealed record Block(
    int Id,
    BlockKind Kind,
    Sequence<Statement> Statements,
    Terminator Terminator,
    Handler? Handler,
    Sequence<Variable> LiveIn,
    SourceSpan Span);

/// <summary>The block that takes a failure, and the variable it finds it in.</summary>
public sealed record Handler(int Block, Variable Failure);

/// <summary>A step of a block.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "do")]
[JsonDerivedType(typeof(AssignStatement), "assign")]
[JsonDerivedType(typeof(EvaluateStatement), "evaluate")]
public abstract record Statement(SourceSpan Span);

/// <summary>Sets a variable.</summary>
public sealed record AssignStatement(Variable Variable, Expression Value, SourceSpan Span) : Statement(Span);

/// <summary>Evaluates for the effect.</summary>
public sealed record EvaluateStatement(Expression Expression, SourceSpan Span) : Statement(Span);

/// <summary>How a block ends.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "end")]
[JsonDerivedType(typeof(GotoTerminator), "goto")]
[JsonDerivedType(typeof(BranchTerminator), "branch")]
[JsonDerivedType(typeof(CallTerminator), "call")]
[JsonDerivedType(typeof(ForkTerminator), "fork")]
[JsonDerivedType(typeof(ReturnTerminator), "return")]
[JsonDerivedType(typeof(FailTerminator), "fail")]
[JsonDerivedType(typeof(RethrowTerminator), "rethrow")]
public abstract record Terminator(SourceSpan Span);

/// <summary>Goes on to a block.</summary>
public sealed record GotoTerminator(int Target, SourceSpan Span) : Terminator(Span);

/// <summary>Goes on to one of two blocks.</summary>
public sealed record BranchTerminator(Expression Condition, int Then, int Else, SourceSpan Span) : Terminator(Span);

/// <summary>Calls and names the block that takes the answer, in <paramref name="Answer"/> if it is needed.</summary>
/// <remarks>If the call fails, this block's <see cref="Handler"/> takes the failure.</remarks>
/// <param name="Frame">What the method still needs afterwards: exactly the variables that travel in the event.</param>
public sealed record CallTerminator(Call Call, Variable? Answer, int Resume, Sequence<Variable> Frame, SourceSpan Span) : Terminator(Span);

/// <summary>Makes several remote calls at once and names the block that runs when all answers are there.</summary>
/// <remarks>If calls fail, this block's <see cref="Handler"/> takes the failure of the first of them in source order.</remarks>
/// <param name="Frame">What the method still needs afterwards.</param>
public sealed record ForkTerminator(Sequence<ForkBranch> Branches, int Join, Sequence<Variable> Frame, SourceSpan Span) : Terminator(Span);

/// <summary>One call of a fork.</summary>
public sealed record ForkBranch(Call Call, Variable? Answer);

/// <summary>Ends the method with a value.</summary>
public sealed record ReturnTerminator(Expression Value, SourceSpan Span) : Terminator(Span);

/// <summary>Ends in a failure with a text.</summary>
public sealed record FailTerminator(Expression Message, SourceSpan Span) : Terminator(Span);

/// <summary>Fails again with the failure that a handler was given, unchanged.</summary>
public sealed record RethrowTerminator(Expression Failure, SourceSpan Span) : Terminator(Span);
