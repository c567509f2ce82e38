using StateFlow.Language.IR;
using StateFlow.Orleans.Grains;
using StateFlow.Orleans.Programs;

namespace StateFlow.Orleans.Hosting;

/// <summary>A program that this process runs, or is a client of.</summary>
internal sealed class HostedApplication
{
    public HostedApplication(Program program, Action<OrleansEngineOptions>? configure)
    {
        configure?.Invoke(Options);
        Version = new ProgramVersion(NameOf(program), program);
        Require(Options.MaxDepth > 0, nameof(Options.MaxDepth), Options.MaxDepth);
        Require(Options.CallTimeout > TimeSpan.Zero, nameof(Options.CallTimeout), Options.CallTimeout);
        Require(Options.CheckInterval > TimeSpan.Zero, nameof(Options.CheckInterval), Options.CheckInterval);
        Require(Options.RequestRetention >= Options.CallTimeout, nameof(Options.RequestRetention), Options.RequestRetention, $"at least the call timeout of {Options.CallTimeout}");
    }

    public OrleansEngineOptions Options { get; } = new();

    public ProgramVersion Version { get; }

    public string Name => Version.Application;

    /// <summary>Its entities that are active in this process.</summary>
    public LocalEntities Local { get; } = new();

    private string NameOf(Program program)
    {
        var name = Options.Application ?? Path.GetFileNameWithoutExtension(FileOf(program));
        return name.Length > 0 && !name.Contains('/')
            ? name
            : throw new ArgumentException($"'{name}' cannot name an application: give {nameof(OrleansEngineOptions)}.{nameof(OrleansEngineOptions.Application)} a name without '/'");
    }

    /// <summary>The first file; a script without statements has none.</summary>
    private static string FileOf(Program program) =>
        program.Operators.Select(op => op.Span.File).Append(program.Main.Span.File).FirstOrDefault(file => file.Length > 0) ?? "";

    private static void Require(bool isRight, string option, object found, string expected = "more than nothing")
    {
        if (!isRight) throw new ArgumentException($"{nameof(OrleansEngineOptions)}.{option}: expected {expected}, found {found}");
    }
}

/// <summary>The programs that this process runs, or is a client of.</summary>
internal sealed class HostedApplications
{
    private readonly Dictionary<string, HostedApplication> _byName = [];

    public HostedApplications(IEnumerable<HostedApplication> applications)
    {
        foreach (var application in applications)
        {
            if (!_byName.TryAdd(application.Name, application))
                throw new ArgumentException($"two programs are to be the application '{application.Name}': give one of them another name with {nameof(OrleansEngineOptions)}.{nameof(OrleansEngineOptions.Application)}");
        }
    }

    public ImmutableArray<HostedApplication> All => [.. _byName.Values];

    /// <summary>The application of that name; null if this process does not run it.</summary>
    public HostedApplication? Find(string name) => _byName.GetValueOrDefault(name);
}
