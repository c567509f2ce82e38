using StateFlow.Interpreter.Debugging;
using StateFlow.Language;
using StateFlow.Language.Syntax;

namespace StateFlow.DebugAdapter.Launching;

/// <summary>Debugs programs that are in files.</summary>
/// <param name="read">The text of a file, of which it is given the full path; throws a <see cref="LaunchException"/> if there is none.</param>
public sealed class FileLauncher(Func<string, string> read) : IProgramLauncher
{
    /// <inheritdoc />
    public LaunchedProgram Launch(LaunchArguments arguments)
    {
        if (arguments.Refusal() is { } refusal) throw new LaunchException(refusal);
        var recording = arguments.Replay is { } replay ? ReadRecording(replay, arguments.Cwd) : null;
        ImmutableArray<SourceText> texts = arguments.Program.IsDefaultOrEmpty
            ? recording!.Sources
            : [.. arguments.Program.Select(file => new SourceText(file, read(FullPath(file, arguments.Cwd))))];
        var sources = new ProgramSources(texts, text => IsInFile(text, arguments) ? FullPath(text.File, arguments.Cwd) : null);

        var compilation = Compiler.Compile(texts);
        if (compilation is not { Program: { } program, Scope: { } scope }) throw DoesNotCompile(compilation.Diagnostics, sources);
        var evaluator = new ScopeEvaluator(program, scope, recording?.Options ?? arguments.RunOptions);
        try
        {
            var session = recording is null
                ? new DebugSession(program, arguments.RunOptions, arguments.DebugOptions, evaluator)
                : DebugSession.Replay(recording, program, arguments.DebugOptions, evaluator);
            return new LaunchedProgram(session, sources, compilation.Diagnostics);
        }
        catch (RecordingException exception)
        {
            throw new LaunchException($"cannot replay '{arguments.Replay}': {exception.Message}");
        }
    }

    private Recording ReadRecording(string file, string? folder)
    {
        try
        {
            return Recording.Read(read(FullPath(file, folder)));
        }
        catch (RecordingException exception)
        {
            throw new LaunchException($"'{file}' cannot be replayed: {exception.Message}");
        }
    }

    /// <summary>Whether a file has the text; that of a recording may have changed since, or be elsewhere.</summary>
    private bool IsInFile(SourceText text, LaunchArguments arguments)
    {
        if (!arguments.Program.IsDefaultOrEmpty) return true;
        try
        {
            return read(FullPath(text.File, arguments.Cwd)) == text.Text;
        }
        catch (LaunchException)
        {
            return false;
        }
    }

    private static string FullPath(string file, string? folder)
    {
        try
        {
            return Path.GetFullPath(file, Path.GetFullPath(folder ?? "."));
        }
        catch (ArgumentException)
        {
            throw new LaunchException($"'{file}' is no name of a file");
        }
    }

    private static LaunchException DoesNotCompile(ImmutableArray<Diagnostic> diagnostics, ProgramSources sources)
    {
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).ToList();
        var others = errors.Count switch
        {
            1 => "",
            2 => " (and 1 more error)",
            var count => $" (and {count - 1} more errors)",
        };
        return new LaunchException($"the program does not compile: {errors[0]}{others}", diagnostics, sources);
    }
}
