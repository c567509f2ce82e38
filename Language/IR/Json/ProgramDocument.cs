using StateFlow.Language.Syntax;

namespace StateFlow.Language.IR.Json;

/// <summary>The JSON form of a program: its parts, after the version and the sources that spans refer to by index.</summary>
internal sealed record ProgramDocument(
    string Schema,
    Sequence<SourceText> Sources,
    Sequence<TypeDefinition> Types,
    Sequence<Operator> Operators,
    Operator Script,
    Sequence<Method> Functions,
    Sequence<Constant> Constants,
    DataflowGraph Dataflow,
    CallGraph Calls)
{
    public static ProgramDocument Of(Program program) => new(
        ProgramJson.Schema,
        program.Sources,
        program.Types,
        program.Operators,
        program.Script,
        program.Functions,
        program.Constants,
        program.Dataflow,
        program.Calls);

    public Program ToProgram() => new(Types, Operators, Script, Functions, Constants, Dataflow, Calls, Sources);
}
