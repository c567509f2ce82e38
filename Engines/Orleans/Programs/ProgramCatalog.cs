using System.Collections.Concurrent;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Records;

namespace StateFlow.Orleans.Programs;

/// <summary>The programs that this process knows: those registered by it, and those it has met since.</summary>
internal sealed class ProgramCatalog(IProgramStore store)
{
    private readonly ConcurrentDictionary<(string Application, string Hash), ProgramVersion> _versions = [];

    /// <summary>The application's program of that hash, if this process knows it already.</summary>
    public ProgramVersion? Find(string application, string hash) => _versions.GetValueOrDefault((application, hash));

    /// <summary>Makes a program known to this process alone: what a client needs that has no access to the storage.</summary>
    /// <returns>The program of that hash, the one that was known first.</returns>
    public ProgramVersion Add(ProgramVersion version) => _versions.GetOrAdd((version.Application, version.Hash), version);

    /// <summary>Opens what has come from another grain or a client.</summary>
    /// <exception cref="UnknownProgramException">No silo has ever registered its program.</exception>
    public ValueTask<(ProgramVersion Version, T Content)> OpenAsync<T>(ProgramContent<T> envelope)
        where T : class
    {
        if (Find(envelope.Application, envelope.Hash) is { } version) return ValueTask.FromResult((version, envelope.Open(version)));
        return LoadAndOpenAsync(envelope);
    }

    /// <summary>Opens what is stored under a key of the application.</summary>
    /// <returns>The program whose fields the record's states have, and the record.</returns>
    /// <exception cref="UnreadableStateException">It is damaged.</exception>
    public async ValueTask<(ProgramVersion Version, EntityRecord Record)> OpenAsync(string application, string key, ReadOnlyMemory<byte> stored)
    {
        var record = new StoredRecord(key, stored);
        var versions = ImmutableArray.CreateBuilder<ProgramVersion>(record.Versions.Length);
        foreach (var hash in record.Versions) versions.Add(await GetAsync(application, hash));
        return (versions[0], record.Read(versions.MoveToImmutable()));
    }

    /// <summary>A program of the application that has an entity type, any if there are several: the given one if it can be.</summary>
    /// <exception cref="UnknownEntityException">No silo has ever registered one.</exception>
    public async ValueTask<ProgramVersion> WithEntityAsync(ProgramVersion own, string entity, CancellationToken cancellation)
    {
        if (HasEntity(own)) return own;
        var list = await store.ReadAsync(own.Application, cancellation);
        foreach (var program in list.Programs.Reverse())
        {
            var version = await GetAsync(own.Application, program.Hash, cancellation);
            if (HasEntity(version)) return version;
        }

        throw new UnknownEntityException(own.Application, entity);

        bool HasEntity(ProgramVersion version) => version.Program.Operators.Any(op => op.Name == entity);
    }

    /// <summary>The application's program of that hash.</summary>
    /// <exception cref="UnknownProgramException">No silo has ever registered it.</exception>
    public ValueTask<ProgramVersion> GetAsync(string application, string hash, CancellationToken cancellation = default) =>
        Find(application, hash) is { } version ? ValueTask.FromResult(version) : new ValueTask<ProgramVersion>(LoadAsync(application, hash, cancellation));

    private async ValueTask<(ProgramVersion Version, T Content)> LoadAndOpenAsync<T>(ProgramContent<T> envelope)
        where T : class
    {
        var version = await LoadAsync(envelope.Application, envelope.Hash, CancellationToken.None);
        return (version, envelope.Open(version));
    }

    private async Task<ProgramVersion> LoadAsync(string application, string hash, CancellationToken cancellation)
    {
        var list = await store.ReadAsync(application, cancellation);
        var place = list.PlaceOf(hash) ?? throw new UnknownProgramException(application, hash);
        return Add(new ProgramVersion(application, list.Programs[place].Read(application)) { Place = place });
    }
}
