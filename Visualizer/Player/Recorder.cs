using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Language.Traces;
using StateFlow.Visualizer.Diagrams;

namespace StateFlow.Visualizer.Player;

/// <summary>Makes a recording of a run: positions, and what there is to see at each.</summary>
internal sealed class Recorder
{
    /// <summary>How many blocks of one event are positions of their own; the rest counts as one.</summary>
    private const int MaxVisits = 200;

    private readonly Program _program;
    private readonly CallTree _calls;
    private readonly PrintedOutput _output = new();
    private readonly Dictionary<string, int> _sources = [];
    private readonly ImmutableArray<RecordedPosition>.Builder _positions = ImmutableArray.CreateBuilder<RecordedPosition>();

    /// <summary>What steps that are not shown have changed since the last one that is.</summary>
    private readonly List<RecordedChange> _unseen = [];

    /// <summary>What was printed and is not yet part of a position.</summary>
    private readonly List<string> _printed = [];

    private int _events;

    private Recorder(Program program)
    {
        _program = program;
        _calls = new CallTree(program);
        foreach (var (index, source) in program.Sources.Index()) _sources.TryAdd(source.File, index);
    }

    /// <summary>The recording of a run, or of a part of it.</summary>
    /// <param name="trace">The whole run.</param>
    /// <param name="shown">The times of the steps that are shown.</param>
    /// <param name="omitted">How many steps would have been shown but for their number.</param>
    /// <param name="before">The states before the run.</param>
    public static Recording Record(Program program, Trace trace, IReadOnlySet<int> shown, int omitted, Sequence<EntityTable> before = default)
    {
        var recorder = new Recorder(program);
        recorder._unseen.AddRange(before.SelectMany(Fields).Select(change => Change(change, isShown: false)));
        foreach (var step in trace.Steps) recorder.Add(step, shown.Contains(step.Time));
        return recorder.Finish(omitted);
    }

    /// <summary>The fields of entities that were there before the run.</summary>
    private static IEnumerable<FieldChange> Fields(EntityTable table) =>
        table.Rows.SelectMany(row => table.Fields.Zip(row.Values, (field, value) => new FieldChange(row.Entity, field, null, value)));

    private void Add(TraceStep step, bool isShown)
    {
        var call = _calls.Of(step);
        var made = _calls.Made(step, call);
        _printed.AddRange(_output.After(step));
        if (!isShown)
        {
            _unseen.AddRange(step.Changes.Select(change => Change(change, isShown: false)));
            return;
        }

        var visits = Visits(step);
        foreach (var (index, visit) in visits.Index())
        {
            var (isFirst, isLast) = (index == 0, index == visits.Length - 1);
            var changes = visit?.Changes ?? step.Changes;
            var (source, firstLine, lastLine) = Lines(visit?.Span ?? SourceSpan.None);
            _positions.Add(new RecordedPosition(
                _events,
                call,
                step.Entity,
                visit?.Method,
                visit is null ? null : MethodDiagram.NodeId(visit.Block),
                source,
                firstLine,
                lastLine,
                TraceDiagram.NodeId(step),
                Ends(step.Received),
                [
                    .. isFirst ? Facts.Beginning(step) : [],
                    .. visit is null ? (IEnumerable<RecordedFact>)[] : [Facts.Block(visit)],
                    .. changes.Select(change => Facts.Change(change, step.Entity)),
                    .. isLast ? Facts.Ending(step) : [],
                ],
                [.. _unseen, .. changes.Select(change => Change(change, isShown: true))],
                isLast ? [.. _printed] : [],
                isLast ? made : []));
            _unseen.Clear();
        }

        _printed.Clear();
        _events++;
    }

    private Recording Finish(int omitted)
    {
        var drawn = _positions.Select(position => position.Method).Concat(_calls.Calls.Select(call => call.Method)).OfType<string>().Distinct();
        return new Recording(
            [.. _program.Sources.Select(source => new RecordedSource(source.File, [.. source.Text.ReplaceLineEndings("\n").Split('\n')]))],
            [.. _program.Operators.Append(_program.Script).Select(op => new RecordedEntityType(op.Name, [.. op.Fields.Select(field => field.Name)]))],
            [.. drawn.Select(method => new RecordedMethod(method, !_program.Method(method).CanWait))],
            _calls.Calls,
            _positions.ToImmutable(),
            _events,
            omitted);
    }

    /// <summary>The blocks that are positions of their own; one null for a step that ran none.</summary>
    private static ImmutableArray<BlockVisit?> Visits(TraceStep step)
    {
        if (step.Path.Count == 0) return [null];
        if (step.Path.Count <= MaxVisits) return [.. step.Path];
        var rest = step.Path.Skip(MaxVisits - 1).SelectMany(visit => visit.Changes);
        return [.. step.Path.Take(MaxVisits - 1), step.Path[^1] with { Changes = rest.ToSequence() }];
    }

    private (int Source, int FirstLine, int LastLine) Lines(SourceSpan span)
    {
        if (!_sources.TryGetValue(span.File, out var source)) return (-1, 0, 0);
        var endsBeforeLine = span.End.Column == 1 && span.End.Line > span.Start.Line;
        return (source, span.Start.Line, endsBeforeLine ? span.End.Line - 1 : span.End.Line);
    }

    private static RecordedChange Change(FieldChange change, bool isShown) => new(change.Entity, change.Field, change.Before, change.After, isShown);

    /// <summary>The nodes of the dataflow between which a message travels.</summary>
    private static ImmutableArray<string> Ends(TraceMessage message) => message.Answers is null && message.To != Trace.ClientName
        ? [DataflowDiagram.NodeId(message.From, DataflowVertexKind.Ingress), DataflowDiagram.NodeId(message.To, DataflowVertexKind.Ingress)]
        : [DataflowDiagram.NodeId(message.From, DataflowVertexKind.Egress), DataflowDiagram.NodeId(message.To, DataflowVertexKind.Egress)];
}
