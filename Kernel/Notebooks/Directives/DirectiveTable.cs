using StateFlow.Language.Assistance;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Forms;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.Directives;

/// <summary>The directives of a notebook.</summary>
internal sealed class DirectiveTable
{
    /// <summary>The code of the error that no directive has such a name.</summary>
    public const string UnknownName = "SF0701";

    /// <summary>The code of the error that a directive cannot do what it is asked for.</summary>
    public const string WrongCall = "SF0702";

    private readonly NotebookSession _notebook;
    private readonly ImmutableArray<Directive> _directives;

    public DirectiveTable(NotebookSession notebook, NotebookOptions options)
    {
        _notebook = notebook;
        var session = notebook.Entities;
        _directives =
        [
            GraphDirective.Create(session, options.Layout),
            PassesDirective.Create(session, options.Layout),
            TraceDirective.Create(session),
            StepDirective.Create(session, options.Layout),
            ExploreDirective.Create(session),
            StateDirective.Create(session),
            IrDirective.Create(session),
            TimeDirective.Create(),
            EngineDirective.Create(),
            new Directive("reset", "", "forgets all declarations and entities, in all languages", "", Reset),
            new Directive("help", "[NAME]", "lists the directives, or explains one", "", Help) { Words = () => _directives.Select(directive => directive.Name) },
        ];
    }

    public IEnumerable<Directive> All => _directives;

    public Directive? Find(string name) => _directives.FirstOrDefault(directive => directive.Name == name);

    public CellResult Unknown(DirectiveLine line)
    {
        var message = NearestName.Describe("directive", DirectiveLine.Mark + line.Name, [.. Names]);
        return CellResult.Failed(
            new CellError(UnknownName, message, [$"error {UnknownName}: {message}"]),
            [new CellDiagnostic(line.NameRange, Language.Syntax.Severity.Error, UnknownName, message)]);
    }

    public CellCompletions Complete(DirectiveLine line, int position)
    {
        if (position <= line.NameRange.End)
        {
            var typed = (DirectiveLine.Mark + line.Name)[..(position - line.Range.Start)];
            return new CellCompletions(
                line.NameRange,
                [
                    .. _directives.Select(directive => new CellCompletion(DirectiveLine.Mark + directive.Name, CompletionKind.Directive, directive.Usage, directive.Summary))
                        .Concat(_notebook.Languages.Select(language => new CellCompletion(DirectiveLine.Mark + language.Name, CompletionKind.Directive, null, $"what follows is {language.DisplayName}")))
                        .Where(item => item.Text.StartsWith(typed, StringComparison.OrdinalIgnoreCase)),
                ]);
        }

        if (Find(line.Name) is not { } found) return CellCompletions.NoneAt(position);
        var before = line.Arguments[..Math.Clamp(position - (line.Range.End - line.Arguments.Length), 0, line.Arguments.Length)];
        var word = before[(before.LastIndexOfAny([' ', '\t']) + 1)..];
        return new CellCompletions(
            new TextRange(position - word.Length, position),
            [.. found.Words().Where(item => item.StartsWith(word, StringComparison.OrdinalIgnoreCase)).Distinct().Select(item => new CellCompletion(item, CompletionKind.Directive))]);
    }

    public CellHover? Describe(DirectiveLine line) => Find(line.Name) is { } directive
        ? new CellHover(line.NameRange, HelpForm.Of(directive))
        : _notebook.Languages.FirstOrDefault(language => language.Name == line.Name) is { } named
            ? new CellHover(line.NameRange, MimeBundle.OfText($"{DirectiveLine.Mark}{named.Name}: what follows is {named.DisplayName}"))
            : null;

    private IEnumerable<string> Names => _directives.Select(directive => directive.Name).Concat(_notebook.Languages.Select(language => language.Name)).Select(name => DirectiveLine.Mark + name);

    private Task<CellResult> Reset(DirectiveCall call)
    {
        _notebook.Reset();
        return Task.FromResult(CellResult.Done());
    }

    private Task<CellResult> Help(DirectiveCall call)
    {
        var name = call.Line.Arguments.TrimStart('#', '!');
        if (name == "") return Task.FromResult(call.Show(HelpForm.Of(_directives, _notebook.Languages)));
        return Task.FromResult(Find(name) is { } directive
            ? call.Show(HelpForm.Of(directive))
            : call.Refuse(NearestName.Describe("directive", name, [.. _directives.Select(known => known.Name)])));
    }
}
