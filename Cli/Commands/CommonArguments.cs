using System.CommandLine;
using StateFlow.Language.Assistance;
using StateFlow.Notebooks;

namespace StateFlow.Cli.Commands;

/// <summary>Arguments that more than one command takes.</summary>
internal static class CommonArguments
{
    public static Argument<string[]> Files() => new("FILE")
    {
        Description = "Source files (.sf), taken as one program in the order given, or one program in IR form (.json); - reads standard input.",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>An option that takes one of the names in <paramref name="known"/>.</summary>
    /// <param name="what">What the names are names of, for the message about another one.</param>
    public static Option<string> Choice(string name, string what, ImmutableArray<string> known, string description)
    {
        var option = new Option<string>(name)
        {
            Description = description,
            HelpName = "NAME",
        };
        option.CompletionSources.Add([.. known]);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var given] && !known.Contains(given.Value)) result.AddError(NearestName.Describe(what, given.Value, known));
        });
        return option;
    }

    /// <summary>The option that chooses what executes.</summary>
    /// <param name="subject">What it executes, as the beginning of a sentence.</param>
    /// <param name="names">The engines that can.</param>
    /// <param name="refusal">Why an engine cannot; null if it can.</param>
    public static Option<string> Engine(string subject, ImmutableArray<string> names, Func<string, string?> refusal)
    {
        var option = new Option<string>("--engine")
        {
            Description = $"{subject}: {string.Join(", ", names)}.",
            HelpName = "NAME",
            DefaultValueFactory = _ => EngineNames.Interpreter,
        };
        option.CompletionSources.Add([.. names]);
        option.Validators.Add(result =>
        {
            if (refusal(result.GetValueOrDefault<string>()!) is { } reason) result.AddError(reason);
        });
        return option;
    }

    /// <summary>An option that takes the number of a port; 0 lets the system choose one that is free.</summary>
    public static Option<int> Port(string name, string description, int byDefault)
    {
        var option = WholeNumber(name, $"{description}; 0 for one that is free.", 0, byDefault);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [_] && result.GetValue(option) > ushort.MaxValue) result.AddError($"{name} takes a whole number from 0 to {ushort.MaxValue}, not '{result.Tokens[0].Value}'");
        });
        return option;
    }

    /// <summary>An option that takes a whole number of at least <paramref name="least"/>.</summary>
    public static Option<int> WholeNumber(string name, string description, int least, int byDefault) => new(name)
    {
        Description = description,
        HelpName = "N",
        DefaultValueFactory = _ => byDefault,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (int.TryParse(text, out var number) && number >= least) return number;

            var bounds = least == int.MinValue ? "a whole number" : $"a whole number from {least} to {int.MaxValue}";
            result.AddError($"{name} takes {bounds}, not '{text}'");
            return byDefault;
        },
    };
}
