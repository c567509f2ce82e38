using StateFlow.DebugAdapter.Protocol;
using StateFlow.DebugAdapter.Variables;
using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;

namespace StateFlow.DebugAdapter;

/// <content>What a client may look at.</content>
public sealed partial class DebugRequestHandler
{
    private const int ManyVariables = 100;

    private IEnumerable<RequestKind> LookingKinds() =>
    [
        Kind<StackTraceArguments>("stackTrace", RequestNeeds.Stop, StackTrace),
        Kind<ScopesArguments>("scopes", RequestNeeds.Stop, Scopes),
        Kind<VariablesArguments>("variables", RequestNeeds.Stop, Variables),
        Kind<EvaluateArguments>("evaluate", RequestNeeds.Stop, Evaluate),
        Kind<CompletionsArguments>("completions", RequestNeeds.Stop, Completions),
        Kind<NoArguments>("exceptionInfo", RequestNeeds.Stop, _ => ExceptionInfo()),
        Kind<NoArguments>("loadedSources", RequestNeeds.Run, _ => new Reply(new { Sources = _launched!.Sources.All })),
        Kind<SourceArguments>("source", RequestNeeds.Run, SourceText),
    ];

    /// <summary>Whether the run stands between two events, where an entry of the stack tells of the next one.</summary>
    private bool IsBetweenEvents => Session.CurrentSpan is null;

    private Reply StackTrace(StackTraceArguments arguments)
    {
        var frames = Session.Frames;
        var all = frames.Select((frame, index) => Shown(IdOf(index), frame.BeginsTransaction ? $"{frame.Name} (transaction)" : frame.Name, frame.Span)).ToList();
        if (IsBetweenEvents) all.Insert(0, BetweenEvents());
        var from = Math.Clamp(arguments.StartFrame, 0, all.Count);
        return new Reply(new { StackFrames = all.Skip(from).Take(arguments.Levels > 0 ? arguments.Levels : all.Count), TotalFrames = all.Count });
    }

    private StackFrame BetweenEvents()
    {
        var next = Session.Queue.FirstOrDefault(waiting => waiting.IsNext);
        var name = next is null ? $"{Session.Position}" : $"{Session.Position}, next: {next}";
        return Shown(1, name, next?.Span ?? SourceSpan.None) with { PresentationHint = "label" };
    }

    private StackFrame Shown(int id, string name, SourceSpan span) => _launched!.Sources.Of(span.File) is { } source
        ? new StackFrame(id, name, source, ClientLine(span.Start.Line), ClientColumn(span.Start.Column), ClientLine(span.End.Line), ClientColumn(span.End.Column))
        : new StackFrame(id, name, null, 0, 0);

    private int IdOf(int frame) => frame + (IsBetweenEvents ? 2 : 1);

    /// <summary>The index in the session's frames; beyond them for the entry that tells of the next event.</summary>
    private int FrameOf(int? id)
    {
        var frames = Session.Frames.Length;
        if (id is null) return 0;
        var index = id.Value - IdOf(0);
        if (index == -1 && IsBetweenEvents) return frames;
        return index >= 0 && index < frames ? index : throw new RequestException($"there is no frame {id}: ask for the stack trace again");
    }

    private Reply Scopes(ScopesArguments arguments)
    {
        var index = FrameOf(arguments.FrameId);
        var frames = Session.Frames;
        var scopes = FrameScopes.Of(Session, index < frames.Length ? frames[index] : null).Select(scope => new Scope(
            scope.Name,
            _references.Of(scope.Group),
            scope.Group.Count > ManyVariables,
            scope.Hint,
            scope.Group.IsIndexed ? null : scope.Group.Count,
            scope.Group.IsIndexed ? scope.Group.Count : null));
        return new Reply(new { Scopes = scopes.ToList() });
    }

    private Reply Variables(VariablesArguments arguments)
    {
        var group = FindGroup(arguments.VariablesReference);
        if (arguments.Filter is { } filter && filter != (group.IsIndexed ? "indexed" : "named")) return new Reply(new { Variables = Array.Empty<Variable>() });
        var items = group.Items().Skip(arguments.Start).Take(arguments.Count > 0 ? arguments.Count : group.Count);
        return new Reply(new { Variables = items.Select(Shown).ToList() });
    }

    private VariableGroup FindGroup(int reference) => _references.Find(reference)
        ?? throw new RequestException($"there are no variables {reference}: references are valid until the run moves");

    private Variable Shown(VariableItem item) => new(
        item.Name,
        item.Text,
        _references.Of(item.Parts),
        item.Type,
        item.EvaluateName,
        item.Parts is { IsIndexed: false } named ? named.Count : null,
        item.Parts is { IsIndexed: true } indexed ? indexed.Count : null);

    private Reply Evaluate(EvaluateArguments arguments)
    {
        var result = Session.Evaluate(arguments.Expression, FrameOf(arguments.FrameId));
        if (result.Value is not { } value) throw new RequestException(result.Error ?? "there is no value");
        var parts = new ValueParts(Session).Of(value);
        return new Reply(new EvaluateBody(
            arguments.Context == "clipboard" ? ValueNotation.Structural(value) : ValueParts.Text(value),
            _references.Of(parts),
            parts is { IsIndexed: false } named ? named.Count : null,
            parts is { IsIndexed: true } indexed ? indexed.Count : null));
    }

    private Reply Completions(CompletionsArguments arguments)
    {
        var column = arguments.Column - (_client!.ColumnsStartAt1 ? 1 : 0);
        var before = arguments.Text[..Math.Clamp(column, 0, arguments.Text.Length)];
        var start = before.Length;
        while (start > 0 && (char.IsLetterOrDigit(before[start - 1]) || before[start - 1] == '_')) start--;
        return new Reply(new
        {
            Targets = NamesAt(FrameOf(arguments.FrameId))
                .Where(name => name.StartsWith(before[start..], StringComparison.Ordinal))
                .Distinct().Order(StringComparer.Ordinal).Select(name => new { Label = name, Start = ClientColumn(start + 1), Length = before.Length - start }),
        });
    }

    private IEnumerable<string> NamesAt(int frame)
    {
        var frames = Session.Frames;
        IEnumerable<string> own = frame < frames.Length ? frames[frame].Variables.Concat(frames[frame].Fields).Select(value => value.Name).Append("this") : [];
        return own
            .Concat(Session.FieldsOf(Interpreter.Execution.Scheduler.Script).Select(value => value.Name))
            .Concat(Session.Program.Operators.Select(type => type.Name));
    }

    private Reply ExceptionInfo() => _failure is { } failure
        ? new Reply(new
        {
            ExceptionId = "failure",
            Description = failure.Message,
            BreakMode = _shownFailure == Session.Position ? "unhandled" : "always",
            Details = new { failure.Message, StackTrace = failure.Describe() },
        })
        : throw new RequestException("the run has not stopped at a failure");

    private Reply SourceText(SourceArguments arguments) =>
        _launched!.Sources.Find(arguments.Source ?? new Source(SourceReference: arguments.SourceReference)) is { } text
            ? new Reply(new { Content = text.Text })
            : throw new RequestException("the program has no such source");
}
