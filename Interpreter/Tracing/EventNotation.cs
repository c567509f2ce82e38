using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Language.Traces;

namespace StateFlow.Interpreter.Tracing;

/// <summary>How events are shown.</summary>
internal static class EventNotation
{
    /// <summary>What an event is for, what it says, and where in the source it stems from.</summary>
    public static (TraceMessageKind Kind, string Text, SourceSpan Span) Of(Program program, Event @event) => @event switch
    {
        InvokeEvent invoke => (TraceMessageKind.Call, Call(program, invoke), invoke.CalledAt),
        CreateEvent create => (TraceMessageKind.Creation, $"{create.Target.Entity}({Arguments(create.Arguments)})", create.CalledAt),
        ExistsEvent exists => (TraceMessageKind.Question, $"{exists.Target.Entity}.Exists({ValueNotation.Structural(exists.Target.Key)})", exists.CalledAt),
        ResumeEvent resume => Answer(resume.Answer),
        CompletionEvent completion => Answer(completion.Answer),
        AnswerEvent answer => Answer(answer.Answer),
        _ => throw new ArgumentOutOfRangeException(nameof(@event), @event.GetType().Name, null),
    };

    /// <summary>An entity or the script.</summary>
    public static string Name(EntityReference entity) =>
        entity.Entity == Program.ScriptName ? Program.ScriptName : ValueNotation.Structural(entity);

    private static string Call(Program program, InvokeEvent invoke)
    {
        var method = program.Method(invoke.Method);
        return method.Kind == MethodKind.Property ? method.ShortName : $"{method.ShortName}({Arguments(invoke.Arguments)})";
    }

    private static (TraceMessageKind Kind, string Text, SourceSpan Span) Answer(Answer answer) => answer switch
    {
        FailureAnswer { Failure: var failure } => (TraceMessageKind.Failure, failure.Message, SourceSpan.None),
        ResultAnswer { Value: var value } => (TraceMessageKind.Answer, ValueNotation.Structural(value), SourceSpan.None),
        _ => throw new ArgumentOutOfRangeException(nameof(answer), answer.GetType().Name, null),
    };

    private static string Arguments(ImmutableArray<Value> arguments) => string.Join(", ", arguments.Select(ValueNotation.Structural));
}
