using NUnit.Framework;
using StateFlow.Interpreter.Debugging;
using StateFlow.Interpreter.Tests.Execution;

namespace StateFlow.Interpreter.Tests.Debugging;

public sealed class RecordingTests
{
    [Test]
    public void Another_program_is_refused_with_the_first_line_that_differs()
    {
        var recording = DebugRun.Begin().Record();
        var changed = ProgramRun.Compile(DebugRun.Shop.Replace("let mutable balance = 10", "let mutable balance = 11"));

        Assert.That(
            () => DebugSession.Replay(recording, changed),
            Throws.TypeOf<RecordingException>().With.Message.EqualTo("`test.sf` has changed since it was recorded, first in line 13: replay it with the program as recorded"));
    }

    [TestCase("{", "it is not a recording")]
    [TestCase("null", "it is not a recording")]
    [TestCase("[]", "it is not a recording")]
    [TestCase("{}", "it is not a recording")]
    [TestCase("""{ "schema": "stateflow-recording/9" }""", "it is of another version: expected stateflow-recording/2, found stateflow-recording/9")]
    [TestCase("""{ "schema": "stateflow-recording/1" }""", "it has no program texts")]
    [TestCase("""{ "schema": "stateflow-recording/1", "sources": [{ "file": "a.sf", "text": "" }], "event": -1 }""", "it names a place that no run has")]
    public void What_is_no_recording_is_refused(string json, string message) =>
        Assert.That(() => Recording.Read(json), Throws.TypeOf<RecordingException>().With.Message.StartsWith(message));

    [Test]
    public void A_recording_of_the_version_without_faults_is_read()
    {
        var recording = Recording.Read(
            """{ "schema": "stateflow-recording/1", "sources": [{ "file": "a.sf", "text": "" }], "seed": 3, "maxDepth": 9, "choices": [{ "event": 2, "ready": 1 }], "event": 4, "statement": 1 }""");

        Assert.That((recording.Options, recording.Position, recording.Faults.Count), Is.EqualTo((new RunOptions(3, 9), new DebugPosition(4, 1), 0)));
        Assert.That(recording.Choices[2], Is.EqualTo(1));
    }

    [Test]
    public void A_recording_that_was_edited_is_refused()
    {
        var session = DebugRun.Begin();
        session.GoTo(12);
        var recording = session.Record();

        Assert.That(() => DebugSession.Replay(recording with { Position = new DebugPosition(13, 0) }, session.Program), Throws.TypeOf<RecordingException>());
        Assert.That(() => DebugSession.Replay(recording with { Choices = recording.Choices.SetItem(3, 7) }, session.Program), Throws.TypeOf<RecordingException>());
    }
}
