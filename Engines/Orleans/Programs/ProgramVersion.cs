using System.Collections.Concurrent;
using StateFlow.Execution.Analysis;
using StateFlow.Execution.Records;
using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Execution;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Json;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Protocol;

namespace StateFlow.Orleans.Programs;

/// <summary>One version of an application's program, with what is found out about it once.</summary>
internal sealed class ProgramVersion
{
    private readonly Task<EntityIdentity> _identity;
    private readonly Lazy<WireNames> _names;
    private readonly ConcurrentDictionary<string, ProgramFit> _fits = new();

    /// <param name="application">The name under which the application's entities are stored; two applications share no entity.</param>
    public ProgramVersion(string application, Program program)
    {
        (Application, Program) = (application, program);

        // The silo or the client that it is for takes about as long to start.
        _identity = Task.Run(() => EntityIdentity.Of(program));
        Loaded = new LoadedProgram(program);
        Access = new AccessAnalysis(program);
        Schema = StoredSchema.Of(program);
        Parts = new PartPool(this);
        _names = new Lazy<WireNames>(() => new WireNames(program, _identity.GetAwaiter().GetResult().Files));
    }

    public string Application { get; }

    public Program Program { get; }

    public LoadedProgram Loaded { get; }

    public AccessAnalysis Access { get; }

    public CallReach Reach => field ??= new CallReach(Program, Access);

    public StoredSchema Schema { get; }

    /// <summary>Equal for programs whose entities are the same: 16 hexadecimal digits.</summary>
    /// <remarks>What counts for it, <see cref="EntityIdentity"/> says.</remarks>
    public string Hash => _identity.GetAwaiter().GetResult().Hash;

    /// <summary>Its place in the list of the application's programs, which the <see cref="ProgramCatalog"/> knows; the newest is the last.</summary>
    public int Place { get; set; }

    /// <summary>What messages name by its place in the program.</summary>
    public WireNames Names => _names.Value;

    /// <summary>Writers and readers of what is meant for this program.</summary>
    public PartPool Parts { get; }

    public bool IsNewerThan(ProgramVersion other) => Place > other.Place;

    /// <summary>The program that executes a client's request, with all that follows from it, if a silo of this one receives it.</summary>
    /// <remarks>That is this one if the client's is an earlier one whose request means the same here, else the client's.</remarks>
    public ProgramVersion ProgramFor(CallEvent request, ProgramVersion client) => IsNewerThan(client) && FitFor(client).Takes(request) ? this : client;

    /// <summary>What it can take over from an earlier program.</summary>
    public ProgramFit FitFor(ProgramVersion earlier) => _fits.GetOrAdd(earlier.Hash, static (_, pair) => new ProgramFit(pair.Earlier, pair.Later), (Earlier: earlier.Program, Later: Program));
}
