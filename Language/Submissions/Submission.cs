using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Submissions;

/// <summary>What compiling a text that follows earlier ones gave.</summary>
/// <param name="Program">All that is declared so far, with a script that runs the new statements only; null if there are errors.</param>
/// <param name="Diagnostics">Errors and warnings in source order.</param>
/// <param name="Declarations">What the text declares, in source order.</param>
/// <param name="Value">The value of the last expression, declared as <c>it</c>; null if there is none, or it is <c>()</c>.</param>
/// <param name="Redefinition">What it changes of earlier definitions.</param>
/// <param name="Scope">What the next submission sees: with errors, what this one saw.</param>
/// <param name="IsIncomplete">Whether it is refused only because it ended too early: more text could make it right.</param>
public sealed record Submission(
    Program? Program,
    ImmutableArray<Diagnostic> Diagnostics,
    ImmutableArray<Declaration> Declarations,
    Declaration? Value,
    Redefinition Redefinition,
    SubmissionScope Scope,
    bool IsIncomplete);

/// <summary>What a submission changes of earlier definitions.</summary>
/// <param name="Entities">Entity types whose state must be brought into a new form.</param>
/// <param name="Types">Types of which earlier values are no longer values.</param>
/// <param name="Values">Top-level values that are forgotten because of that.</param>
/// <param name="Methods">Methods and functions that no longer fit what they use: a call fails and says so.</param>
public sealed record Redefinition(
    ImmutableArray<string> Entities, ImmutableArray<string> Types, ImmutableArray<string> Values, ImmutableArray<string> Methods)
{
    /// <summary>Nothing.</summary>
    public static Redefinition None { get; } = new([], [], [], []);
}
