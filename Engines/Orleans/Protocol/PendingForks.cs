using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Records;

namespace StateFlow.Orleans.Protocol;

/// <summary>How what is printed adds up on the way back to the client.</summary>
internal static class PendingForks
{
    public static PendingFork Of(CallPath path, int branches, TransactionProgress? transaction) =>
        new(path, [.. Enumerable.Repeat(ImmutableArray<string>.Empty, branches)], transaction);

    /// <summary>The path after more has been printed on behalf of its first call.</summary>
    public static CallPath Printed(this CallPath path, ImmutableArray<string> texts) =>
        texts.IsEmpty ? path : path with { Output = path.Output.AddRange(texts) };
}
