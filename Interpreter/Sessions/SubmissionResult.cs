using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Submissions;
using StateFlow.Language.Syntax;
using StateFlow.Language.Traces;

namespace StateFlow.Interpreter.Sessions;

/// <summary>How a submission ended.</summary>
public enum SubmissionStatus
{
    /// <summary>It ran to its end.</summary>
    Done,

    /// <summary>It was refused; nothing has changed.</summary>
    Refused,

    /// <summary>It was refused only because it ended too early.</summary>
    Incomplete,

    /// <summary>It ran and failed; what it did before stays.</summary>
    Failed,

    /// <summary>It was interrupted; nothing has changed.</summary>
    Interrupted,
}

/// <summary>What a submission gave.</summary>
/// <param name="Diagnostics">What the compiler says.</param>
/// <param name="Declared">What it declares, values with what they were bound to, in source order; <c>it</c> is the value of a last expression.</param>
/// <param name="Failure">What stopped its script.</param>
/// <param name="Notices">What became of earlier states.</param>
/// <param name="Trace">What happened, if that was asked for.</param>
public sealed record SubmissionResult(
    SubmissionStatus Status,
    ImmutableArray<Diagnostic> Diagnostics,
    ImmutableArray<DeclaredName> Declared,
    Failure? Failure,
    ImmutableArray<string> Notices,
    Trace? Trace);

/// <summary>A declared name and, of a value, what it was bound to.</summary>
public sealed record DeclaredName(Declaration Declaration, Value? Value)
{
    /// <summary>As F# Interactive shows it: <c>val apple : Item = Item("apple")</c>.</summary>
    public override string ToString() => Declaration.Kind switch
    {
        DeclarationKind.Entity => $"entity {Declaration.Name}",
        DeclarationKind.Type => $"type {Declaration.Name}",
        DeclarationKind.Function => $"val {Declaration.Name} : {Declaration.Type}",
        _ => $"val {(Declaration.IsMutable ? "mutable " : "")}{Declaration.Name} : {Declaration.Type}"
            + (Value is null ? "" : $" = {ValueNotation.Structural(Value)}"),
    };
}

/// <summary>What evaluating an expression without effects gave: a value, or why there is none.</summary>
/// <param name="Type">The expression's type; null if it is refused.</param>
public sealed record Evaluation(Value? Value, DataType? Type, ImmutableArray<Diagnostic> Diagnostics, Failure? Failure)
{
    internal static Evaluation Refused(ImmutableArray<Diagnostic> diagnostics) => new(null, null, diagnostics, null);
}
