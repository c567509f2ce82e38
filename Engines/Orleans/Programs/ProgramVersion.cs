using StateFlow.Execution.Analysis;
using StateFlow.Execution.Records;
using StateFlow.Interpreter.Evaluation;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Json;
using StateFlow.Orleans.Messages;

namespace StateFlow.Orleans.Programs;

/// <summary>One version of an application's program, with what is found out about it once.</summary>
/// <param name="application">The name under which the application's entities are stored; two applications share no entity.</param>
internal sealed class ProgramVersion(string application, Program program)
{
    private readonly Lazy<EntityIdentity> _identity = new(() => EntityIdentity.Of(program));
    private readonly Lazy<PartPool> _parts = new();

    public string Application { get; } = application;

    public Program Program { get; } = program;

    public LoadedProgram Loaded { get; } = new(program);

    public AccessAnalysis Access { get; } = new(program);

    public StoredSchema Schema { get; } = StoredSchema.Of(program);

    /// <summary>What is the same for two programs whose entities are: 16 hexadecimal digits.</summary>
    /// <remarks><inheritdoc cref="EntityIdentity" path="/remarks"/></remarks>
    public string Hash => _identity.Value.Hash;
}
