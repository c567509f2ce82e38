using System.Globalization;
using StateFlow.Interpreter.Debugging;
using StateFlow.Interpreter.Tests.Execution;

namespace StateFlow.Interpreter.Tests.Debugging;

/// <summary>All that a session shows, as one text.</summary>
internal static class SessionText
{
    public static string Of(DebugSession session) => string.Join(
        '\n',
        [
            $"{session.Position}, {session.OpenTransactions} transactions, at end: {session.IsAtEnd}",
            .. session.Entities.Values.Select(EventText.Of).Order(StringComparer.Ordinal),
            .. session.Queue.Select(waiting => string.Create(CultureInfo.InvariantCulture, $"{waiting.Ready}{waiting.IsNext} {waiting}: {EventText.Of(waiting.Event)}")),
            .. session.Frames.Select(Of),
            session.OutputSoFar,
        ]);

    private static string Of(DebugFrame frame) =>
        $"{frame.Entity}.{frame.Method.Name}/b{frame.Block.Id} {frame.Span} [{string.Join(", ", frame.Variables)}] [{string.Join(", ", frame.Fields)}] {frame.IsWaiting} {frame.BeginsTransaction}";
}
