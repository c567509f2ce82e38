using StateFlow.Language.IR;
using StateFlow.Language.Lowering.Flow;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Lowering;

/// <summary>The lowered declarations of a program, from which the rest of it follows.</summary>
internal sealed record ProgramParts(
    ImmutableArray<TypeDefinition> Types,
    ImmutableArray<Operator> Operators,
    Operator Script,
    ImmutableArray<Method> Functions,
    ImmutableArray<Constant> Constants)
{
    public static ProgramParts Of(Program program) =>
        new([.. program.Types], [.. program.Operators], program.Script, [.. program.Functions], [.. program.Constants]);

    public Program Assemble(ImmutableArray<SourceText> sources) => new(
        [.. Types],
        [.. Operators],
        Script,
        [.. Functions],
        [.. Constants],
        Dataflow.Run(Operators, Script),
        Dataflow.Calls(Operators, Script, Functions),
        [.. sources]);

    /// <summary>These parts and those of a submission that follows: its types and entities replace those of the same name, its script runs.</summary>
    public ProgramParts FollowedBy(ProgramParts next)
    {
        var replaced = next.Types.Select(type => type.Name).Concat(next.Operators.Select(op => op.Name)).ToHashSet();
        return new ProgramParts(
            [.. Types.Where(type => !replaced.Contains(type.Name)), .. next.Types],
            [.. Operators.Where(op => !replaced.Contains(op.Name)), .. next.Operators],
            next.Script with
            {
                Fields = [.. Script.Fields, .. next.Script.Fields],
                Methods = [.. next.Script.Methods, .. Script.Methods.Where(method => method.Kind != MethodKind.Script)],
            },
            [.. Functions, .. next.Functions],
            [.. Constants, .. next.Constants]);
    }

    /// <summary>These parts with some methods replaced.</summary>
    public ProgramParts Replace(Func<Method, Method> replacement) => this with
    {
        Operators = [.. Operators.Select(op => WithMethods(op, op.Methods.Select(replacement)))],
        Script = WithMethods(Script, Script.Methods.Select(replacement)),
        Functions = [.. Functions.Select(replacement)],
    };

    private static Operator WithMethods(Operator op, IEnumerable<Method> methods) => op with { Methods = methods.ToSequence() };
}
