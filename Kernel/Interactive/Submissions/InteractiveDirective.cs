using Microsoft.DotNet.Interactive.Directives;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Directives;

namespace StateFlow.Interactive.Submissions;

/// <summary>A directive of the notebook as .NET Interactive's parser knows it.</summary>
internal static class InteractiveDirective
{
    private const string Option = "--";

    public static KernelActionDirective Of(Directive directive)
    {
        var description = string.Join("\n\n", new[] { $"`{directive.Usage}`", directive.Summary, directive.Details == "" ? "" : $"```\n{directive.Details}\n```" }.Where(text => text != ""));
        var described = new KernelActionDirective(DirectiveLine.Mark + directive.Name) { Description = description };
        foreach (var option in directive.Words().Where(word => word.StartsWith(Option, StringComparison.Ordinal)))
            described.Parameters.Add(new KernelDirectiveParameter(option, directive.Summary));

        // The parser wants a name for arguments that have none.
        if (directive.Arguments != "")
        {
            described.Parameters.Add(new KernelDirectiveParameter(Option + "argument", directive.Usage) { AllowImplicitName = true, MaxOccurrences = int.MaxValue }
                .AddCompletions(() => directive.Words().Where(word => !word.StartsWith(Option, StringComparison.Ordinal)).Distinct()));
        }

        return described;
    }
}
