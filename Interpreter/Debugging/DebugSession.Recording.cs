using StateFlow.Language.IR;

namespace StateFlow.Interpreter.Debugging;

/// <content>Keeping a run for another time or place.</content>
public sealed partial class DebugSession
{
    /// <summary>The run with the place where it stands; what has been chosen or goes wrong after that place is kept, too.</summary>
    /// <exception cref="InvalidOperationException">It is a submission, which only its session can repeat.</exception>
    public Recording Record() => State.OutlivesFailure ? throw new InvalidOperationException("a submission cannot be recorded: it begins with the states of its session") : new(
        [.. Program.Sources],
        _options,
        _timeline.Choices.ToImmutableSortedDictionary(),
        Position,
        Recording.FingerprintOf(this),
        [.. _timeline.Faults],
        _timeline.Delivery);

    /// <summary>Repeats a recorded run up to its place.</summary>
    /// <exception cref="RecordingException">The program is another one, or runs differently.</exception>
    public static DebugSession Replay(Recording recording, Program program, DebugOptions? debugOptions = null, IExpressionEvaluator? evaluator = null)
    {
        if (recording.DifferenceTo(program) is { } difference) throw new RecordingException($"{difference}: replay it with the program as recorded");
        var session = new DebugSession(program, recording.Options, debugOptions, evaluator);
        session._timeline.Follow(recording.Choices);
        session._timeline.Suffer(recording.Faults, recording.Delivery);
        session.GoTo(recording.Position);
        if (session.Position != recording.Position || (recording.Fingerprint is { } fingerprint && fingerprint != Recording.FingerprintOf(session)))
            throw new RecordingException("the program no longer runs as it did: it was recorded with another version of StateFlow, or the file was edited");
        return session;
    }
}
