using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Execution;
using StateFlow.Language.Submissions;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Sessions;

/// <summary>A submission that is compiled, and the state with which it begins.</summary>
/// <param name="Before">What the session declared when it was prepared.</param>
/// <param name="Number">Of the submission in its session.</param>
/// <param name="Notices">What becomes of earlier states.</param>
internal sealed record PreparedSubmission(
    ImmutableArray<SourceText> Sources,
    SubmissionScope Before,
    int Number,
    Submission Submission,
    LoadedProgram Program,
    RunState Beginning,
    ImmutableArray<string> Notices);
