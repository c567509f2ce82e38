using StateFlow.Execution.Analysis;
using StateFlow.Execution.Records;
using StateFlow.Interpreter.Evaluation;
using StateFlow.Language.IR;
using StateFlow.Orleans.Protocol;

namespace StateFlow.Orleans.Programs;

/// <summary>One version of an application's program, with what is found out about it once.</summary>
/// <param name="application">The name under which the application's entities are stored; two applications share no entity.</param>
internal sealed class ProgramVersion(string application, Program program)
{
    public string Application { get; } = application;

    public Program Program { get; } = program;

    public LoadedProgram Loaded { get; } = new(program);

    public AccessAnalysis Access { get; } = new(program);

    public CallReach Reach => field ??= new CallReach(Program, Access);

    public StoredSchema Schema { get; } = StoredSchema.Of(program);
}
