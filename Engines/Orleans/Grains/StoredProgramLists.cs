using Orleans.Storage;
using StateFlow.Orleans.Programs;
using StateFlow.Orleans.Records;

namespace StateFlow.Orleans.Grains;

/// <summary>Keeps the lists of programs where the entities are kept. A process without storage knows its own programs alone.</summary>
internal sealed class StoredProgramLists(EntityStorage storage) : IProgramStore
{
    /// <inheritdoc />
    public async Task<ProgramList> ReadAsync(string application, CancellationToken cancellation)
    {
        var state = new GrainState<StoredBytes>(new StoredBytes());
        await storage.ReadProgramsAsync(application, state).WaitAsync(cancellation);
        return ProgramList.Read(application, state.State?.Content ?? [], state.ETag);
    }

    /// <inheritdoc />
    public async Task<bool> TryWriteAsync(string application, ProgramList list, CancellationToken cancellation)
    {
        var state = new GrainState<StoredBytes>(new StoredBytes { Content = list.ToBytes(application) }) { ETag = list.ETag, RecordExists = list.ETag is not null };
        try
        {
            await storage.WriteProgramsAsync(application, state).WaitAsync(cancellation);
            return true;
        }
        catch (InconsistentStateException)
        {
            return false;
        }
    }
}
