using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Conformance.Tests.Engines;

/// <summary>Something that executes programs. Every engine has to do what the programs' files say.</summary>
public interface IEngine
{
    /// <summary>The name that <c>--engine</c> takes.</summary>
    string Name { get; }

    /// <summary>Executes a program from its first statement to its end or its first uncaught failure.</summary>
    /// <param name="seed">Chooses among the orders in which events may arrive.</param>
    ProgramRun Run(Program program, int seed);
}

/// <summary>What came of executing a program.</summary>
public sealed record ProgramRun(string Output, UncaughtFailure? Failure);

/// <summary>A failure that ended a program.</summary>
/// <param name="Span">Where it arose.</param>
/// <param name="Description">The text that a user gets to see.</param>
public sealed record UncaughtFailure(string Message, SourceSpan Span, string Description);
