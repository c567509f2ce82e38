using StateFlow.Orleans.Programs;

namespace StateFlow.Orleans.Hosting;

/// <summary>For processes that reach no storage: they know their own programs alone.</summary>
internal sealed class NoProgramStore : IProgramStore
{
    /// <inheritdoc />
    public Task<ProgramList> ReadAsync(string application, CancellationToken cancellation) => Task.FromResult(ProgramList.Empty);

    /// <inheritdoc />
    public Task<bool> TryWriteAsync(string application, ProgramList list, CancellationToken cancellation) => Task.FromResult(true);
}
