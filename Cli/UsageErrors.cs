using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using StateFlow.Cli.Completions;
using StateFlow.Language.Assistance;

namespace StateFlow.Cli;

/// <summary>Says what is wrong with a command line and what was probably meant.</summary>
internal static class UsageErrors
{
    /// <summary>All that is wrong; empty if the command line can be invoked.</summary>
    public static ImmutableArray<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (parsed.Action is HelpAction or Suggestions || parsed.Action?.GetType().DeclaringType == typeof(VersionOption)) return [];
        if (command.Subcommands.Count > 0) return [WithoutCommand(parsed, command)];

        var unknown = UnknownOptions(parsed).Select(option => NearestName.Describe("option", option, OptionNames(command))).ToImmutableArray();
        return unknown.IsEmpty ? [.. parsed.Errors.Select(error => Sentence(error.Message))] : unknown;
    }

    /// <summary><c>stateflow run</c>.</summary>
    public static string CommandPath(ParseResult parsed) => PathOf(parsed.CommandResult);

    private static string PathOf(CommandResult result) =>
        result.Parent is CommandResult outer ? $"{PathOf(outer)} {result.Command.Name}" : "stateflow";

    /// <summary>What is wrong where one of several commands should be named.</summary>
    private static string WithoutCommand(ParseResult parsed, Command group)
    {
        ImmutableArray<string> commands = [.. group.Subcommands.Select(command => command.Name)];
        return parsed.UnmatchedTokens switch
        {
            [] => $"a command is missing. Known: {string.Join(", ", commands)}",
            [['-', _, ..] option, ..] => NearestName.Describe("option", option, OptionNames(group)),
            [var file, ..] when group is RootCommand && File.Exists(file) => $"a command is missing; to run the file, write 'stateflow run {file}'",
            [var name, ..] => NearestName.Describe("command", name, commands),
        };
    }

    /// <summary>The parser takes an option that it does not know for one more file.</summary>
    private static IEnumerable<string> UnknownOptions(ParseResult parsed)
    {
        var beforeDoubleDash = parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash)
            .ToHashSet(ReferenceEqualityComparer.Instance);
        return parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(argument => argument.Tokens)
            .Where(token => token.Value is ['-', _, ..] && beforeDoubleDash.Contains(token))
            .Select(token => token.Value.Split('=')[0]);
    }

    private static ImmutableArray<string> OptionNames(Command command) =>
        [.. command.Options.Where(option => !option.Hidden).Select(option => option.Name), .. command is RootCommand ? (string[])[] : ["--help"]];

    private static string Sentence(string message) => char.ToLowerInvariant(message[0]) + message[1..];
}
