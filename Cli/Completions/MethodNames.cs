using System.CommandLine;
using System.CommandLine.Completions;
using StateFlow.Cli.Input;
using StateFlow.Cli.Output;
using StateFlow.Language.Assistance;
using StateFlow.Language.IR;

namespace StateFlow.Cli.Completions;

/// <summary>The names that <c>--of</c> takes.</summary>
internal static class MethodNames
{
    private static readonly StandardStreams Silent = new(Stream.Null, TextWriter.Null, TextWriter.Null);

    /// <summary>The method that a name stands for: its own, or the short one if no other method has it; or why there is none.</summary>
    public static (string? Method, CommandError? Error) Find(Program program, string name)
    {
        var (method, refusal) = MethodName.Find(program, name);
        return (method, refusal is null ? null : new CommandError("SF0012", refusal));
    }

    /// <summary>The methods of the program that the command line names; none if it cannot be read or is wrong.</summary>
    public static IEnumerable<string> Of(CompletionContext context, Argument<string[]> files)
    {
        try
        {
            var named = context.ParseResult.GetValue(files) ?? [];
            return named.Length == 0 ? [] : ProgramLoader.Load([.. named.Select(WithHome)], Silent)?.Calls.Methods ?? [];
        }
        catch (Exception exception) when (exception is IOException or InvalidOperationException or UnauthorizedAccessException)
        {
            return []; // While somebody types there is nobody to be told.
        }
    }

    /// <summary>A line that is being typed has not been through the shell.</summary>
    private static string WithHome(string file) =>
        file.StartsWith("~/", StringComparison.Ordinal) ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + file[1..] : file;
}
