using StateFlow.DebugAdapter.Breakpoints;
using StateFlow.DebugAdapter.Protocol;
using StateFlow.DebugAdapter.Variables;
using StateFlow.Interpreter.Debugging;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;

namespace StateFlow.DebugAdapter;

/// <content>Where the run is to stop.</content>
public sealed partial class DebugRequestHandler
{
    /// <summary>What breakpoints are set in; null if there are none to be.</summary>
    private DebugSession? StoppableSession => _arguments.NoDebug ? null : Session;

    private IEnumerable<RequestKind> BreakpointKinds() =>
    [
        Kind<SetBreakpointsArguments>("setBreakpoints", RequestNeeds.Rest, SetLines),
        Kind<SetFunctionBreakpointsArguments>("setFunctionBreakpoints", RequestNeeds.Rest, arguments => Set("functions", arguments.Breakpoints.Select(wanted =>
            new WantedBreakpoint(wanted.Name, () => TargetNotation.Read(wanted.Name.Trim(), ""), wanted.Condition, wanted.HitCondition)))),
        Kind<SetDataBreakpointsArguments>("setDataBreakpoints", RequestNeeds.Rest, arguments => Set("data", arguments.Breakpoints.Select(wanted =>
            new WantedBreakpoint(wanted.DataId, () => TargetNotation.ReadField(wanted.DataId), wanted.Condition, wanted.HitCondition)))),
        Kind<SetExceptionBreakpointsArguments>("setExceptionBreakpoints", RequestNeeds.Rest, SetFailures),
        Kind<DataBreakpointInfoArguments>("dataBreakpointInfo", RequestNeeds.Stop, DataBreakpointInfo),
    ];

    private Reply SetLines(SetBreakpointsArguments arguments)
    {
        var name = arguments.Source.Path ?? arguments.Source.Name ?? $"{arguments.Source.SourceReference}";
        return Set(_launched!.Sources.Find(arguments.Source)?.File ?? name, (arguments.Breakpoints ?? []).Select(wanted =>
        {
            var line = ProgramLine(wanted.Line);
            var text = _launched!.Sources.Find(arguments.Source, line);
            return new WantedBreakpoint(
                $"{line}",
                () => text is null ? throw new FormatException($"`{Path.GetFileName(name)}` is not part of the program that is debugged") : new LineTarget(text.File, line),
                wanted.Condition,
                wanted.HitCondition,
                wanted.LogMessage);
        }));
    }

    private Reply SetFailures(SetExceptionBreakpointsArguments arguments)
    {
        _stopsAtUncaught = arguments.Filters.Contains(ExceptionFilters.Uncaught);
        return Set("failures", arguments.Filters.Where(filter => filter != ExceptionFilters.Uncaught).Select(filter => new WantedBreakpoint(
            filter,
            () => filter == ExceptionFilters.Failures ? new FailureTarget() : throw new FormatException($"unknown filter `{filter}`. Known: {string.Join(", ", ExceptionFilters.All.Select(known => known.Filter))}"),
            Condition: null,
            HitCondition: null)));
    }

    private Reply Set(string group, IEnumerable<WantedBreakpoint> wanted) =>
        new(new { Breakpoints = _breakpoints.Set(group, wanted, StoppableSession, _launched!.Sources).Select(InClientLines).ToList() });

    private SetBreakpoint InClientLines(SetBreakpoint breakpoint) => breakpoint.Line is { } line ? breakpoint with { Line = ClientLine(line) } : breakpoint;

    private Reply DataBreakpointInfo(DataBreakpointInfoArguments arguments)
    {
        var field = arguments.VariablesReference is { } reference ? FieldIn(FindGroup(reference), arguments.Name) : arguments.Name;
        var refusal = field is null ? $"`{arguments.Name}` is no field of an entity, and no other value changes" : RefusalOf(field);
        return new Reply(refusal is null
            ? new DataBreakpointInfo(field, $"change of {field}", ["write"], CanPersist: true)
            : new DataBreakpointInfo(null, refusal));
    }

    /// <summary>A field of an entity, or a value of the script, as breakpoints name it; null if it is none.</summary>
    private static string? FieldIn(VariableGroup group, string name) => group.StateOf is { } entity && group.Items().Any(item => item.Name == name)
        ? entity == Scheduler.Script ? name : $"{ValueNotation.Structural(entity)}.{name}"
        : null;

    private static string? RefusalOf(string field)
    {
        try
        {
            TargetNotation.ReadField(field);
            return null;
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }
    }
}
