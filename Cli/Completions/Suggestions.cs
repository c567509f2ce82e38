using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using StateFlow.Cli.Output;

namespace StateFlow.Cli.Completions;

/// <summary>Answers <c>stateflow "[suggest:POSITION]" LINE</c>, which the scripts for the shells ask: what could stand at the end of a line?</summary>
/// <remarks>
/// Options are offered only after a dash, so that an empty answer lets the shell offer files. The line is without the command's name.
/// </remarks>
internal sealed class Suggestions(SuggestDirective directive, StandardStreams streams) : SynchronousCommandLineAction
{
    /// <summary>Puts these suggestions in the place of those that the command would give by itself.</summary>
    public static RootCommand AddTo(RootCommand root, StandardStreams streams)
    {
        foreach (var directive in root.Directives.OfType<SuggestDirective>()) directive.Action = new Suggestions(directive, streams);
        return root;
    }

    public override int Invoke(ParseResult parseResult)
    {
        var typed = parseResult.Tokens.LastOrDefault(token => token.Type != TokenType.Directive)?.Value ?? "";
        var (line, word) = Split(typed[..Math.Clamp(Position(parseResult) ?? typed.Length, 0, typed.Length)]);
        foreach (var candidate in Candidates(parseResult.RootCommandResult.Command.Parse(line, parseResult.Configuration), line.Length))
        {
            if (candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase) && IsOption(candidate) == IsOption(word)) streams.Output.WriteLine(candidate);
        }

        return ExitCode.Done;
    }

    private static IEnumerable<string> Candidates(ParseResult line, int position)
    {
        try
        {
            return [.. line.GetCompletions(position).Select(item => item.Label).Distinct()];
        }
        catch (InvalidOperationException)
        {
            return []; // System.CommandLine 2.0.15 does not expect an option before a last word in quotes.
        }
    }

    /// <summary>The line and its last word; a value after an equals sign is a word of its own.</summary>
    private static (string Line, string Word) Split(string line)
    {
        var start = line.LastIndexOfAny([' ', '\t', '=']) + 1;
        var word = line[start..];
        return start > 0 && line[start - 1] == '=' ? ($"{line[..(start - 1)]} {word}", word) : (line, word);
    }

    /// <summary>Whether it begins as an option does, or as Windows has it.</summary>
    private static bool IsOption(string word) => word is ['-' or '/', ..];

    private int? Position(ParseResult parsed) =>
        parsed.GetResult(directive)?.Values is [var given, ..] && int.TryParse(given, out var position) ? position : null;
}
