using StateFlow.Language.IR;
using StateFlow.Runtime.Durability;

namespace StateFlow.Runtime.Tests.Durability;

/// <summary>All that a store gives back, in a form that can be compared.</summary>
internal sealed record StoredContents(long Snapshot, Sequence<string> Entities, Sequence<string> Answers, Sequence<string> Batches)
{
    public static StoredContents Of(IStore store) => new(
        store.Snapshot.Batch,
        store.Snapshot.Entities.Select(Show).Order(StringComparer.Ordinal).ToSequence(),
        store.Snapshot.Answers.Select(Show).ToSequence(),
        store.ReadLog().Select(Show).ToSequence());

    /// <summary>Opens a store, reads it and closes it.</summary>
    public static async Task<(StoredContents Contents, Recovery Recovery)> ReadAsync(string directory)
    {
        await using var store = Store.Open(directory, TestProgram.Shop);
        return (Of(store), store.Recovery);
    }

    public static string Show(EntityRecord record) => $"{record.Entity}: {string.Join(", ", record.Fields)}";

    public static string Show(KeptAnswer answer) => $"{answer.RequestId}: {answer.Answer}";

    public static string Show(LoggedBatch batch) => $"{batch.Number}: {string.Join("; ", batch.Requests.Select(Show))}";

    private static string Show(EntityRequest request) => $"{request.Id} {request.Target} " + request switch
    {
        InvokeRequest invoke => $"{invoke.Method} {string.Join(", ", invoke.Arguments)}",
        CreateRequest create => $"create {string.Join(", ", create.Arguments)}",
        _ => "exists",
    };
}
