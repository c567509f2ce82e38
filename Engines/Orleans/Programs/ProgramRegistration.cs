using Microsoft.Extensions.Options;
using StateFlow.Orleans.Hosting;

namespace StateFlow.Orleans.Programs;

/// <summary>Lists a silo's programs among those that the cluster has run, before the silo serves anything; refuses those that do not fit.</summary>
internal sealed class ProgramRegistration(IProgramStore store, HostedApplications applications, IOptions<RegistrationOptions> options) : ILifecycleParticipant<ISiloLifecycle>
{
    private const int Attempts = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <inheritdoc />
    public void Participate(ISiloLifecycle lifecycle) => lifecycle.Subscribe(nameof(ProgramRegistration), options.Value.Stage, RegisterAllAsync);

    /// <summary>Lists a program.</summary>
    /// <exception cref="IncompatibleProgramException">An earlier program has stored what this one cannot use.</exception>
    public async Task RegisterAsync(ProgramVersion version, CancellationToken cancellation)
    {
        while (true)
        {
            var list = await store.ReadAsync(version.Application, cancellation).ConfigureAwait(false);
            if (list.PlaceOf(version.Hash) is { } listed)
            {
                version.Place = listed;
                return;
            }

            foreach (var earlier in list.Programs)
            {
                var fit = new ProgramFit(earlier.Read(version.Application), version.Program);
                if (!fit.Mismatches.IsEmpty) throw new IncompatibleProgramException(version.Application, version.Hash, earlier.Hash, fit.Mismatches);
            }

            // If another silo was faster, its program is now one of those that this one has to fit.
            if (!await store.TryWriteAsync(version.Application, list with { Programs = list.Programs.Add(StoredProgram.Of(version)) }, cancellation).ConfigureAwait(false)) continue;
            version.Place = list.Programs.Length;
            return;
        }
    }

    private async Task RegisterAllAsync(CancellationToken cancellation)
    {
        foreach (var application in applications.All) await RegisterPatientlyAsync(application.Version, cancellation).ConfigureAwait(false);
    }

    private async Task RegisterPatientlyAsync(ProgramVersion version, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await RegisterAsync(version, cancellation).ConfigureAwait(false);
                return;
            }
            catch (UnreadableProgramsException exception)
            {
                throw new ClusterException(exception.Message.TrimEnd('.'), exception);
            }
            catch (Exception exception) when (exception is not (ClusterException or OperationCanceledException))
            {
                if (attempt == Attempts) throw new StorageUnreachableException($"cannot list the program of application '{version.Application}' in the storage: {exception.Message.Split('\n')[0].TrimEnd('.', '\r')}", exception);
            }

            await Task.Delay(Pause, cancellation).ConfigureAwait(false);
        }
    }
}
