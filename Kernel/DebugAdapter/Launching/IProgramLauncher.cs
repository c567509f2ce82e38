using StateFlow.Interpreter.Debugging;
using StateFlow.Language.Syntax;

namespace StateFlow.DebugAdapter.Launching;

/// <summary>Gets the run that a client wants to debug.</summary>
public interface IProgramLauncher
{
    /// <summary>The run at its beginning, or where a recording ends.</summary>
    /// <exception cref="LaunchException">There is none; the message says why.</exception>
    LaunchedProgram Launch(LaunchArguments arguments);
}

/// <summary>A run that can be debugged.</summary>
/// <param name="Sources">Where its texts are.</param>
/// <param name="Warnings">What the compiler has to say about it.</param>
public sealed record LaunchedProgram(DebugSession Session, ProgramSources Sources, ImmutableArray<Diagnostic> Warnings);

/// <summary>A run cannot begin; the message says why.</summary>
/// <param name="diagnostics">What is wrong with the program, if that is why.</param>
public sealed class LaunchException(string message, ImmutableArray<Diagnostic> diagnostics = default, ProgramSources? sources = null) : Exception(message)
{
    /// <summary>What is wrong with the program; empty if something else is.</summary>
    public ImmutableArray<Diagnostic> Diagnostics { get; } = diagnostics.IsDefault ? [] : diagnostics;

    /// <summary>Where the texts are that the diagnostics are about.</summary>
    public ProgramSources? Sources { get; } = sources;
}
