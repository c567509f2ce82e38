using StateFlow.Interpreter.Values;
using StateFlow.Language.Assistance;
using StateFlow.Language.IR;
using StateFlow.Runtime.Compilation;

namespace StateFlow.Runtime.Execution;

/// <summary>Makes sure that a request fits the program: compiled code trusts its types.</summary>
internal static class RequestCheck
{
    /// <summary>The operator and, of a call, the method that a request is for.</summary>
    /// <exception cref="ArgumentException">The program has no such entity or method, or an argument is not of its parameter's type.</exception>
    public static (CompiledOperator Operator, CompiledMethod? Method) Check(CompiledProgram program, EntityRequest request)
    {
        switch (request)
        {
            case InvokeRequest invoke:
                var method = program.FindMethod(invoke.Method);
                if (method is not { IsMember: true, IsPrivate: false, Operator: { } home } || home.Name != invoke.Target.Entity) throw UnknownMember(program, invoke);
                CheckKey(home, invoke.Target.Key);
                CheckArguments(program, method, invoke.Arguments);
                return (home, method);
            case CreateRequest create:
                var created = Operator(program, create.Target);
                CheckKey(created, create.Target.Key);
                CheckArguments(program, created.Initializer, create.Arguments);
                if (!create.Arguments[created.Operator.KeyParameter].Equals(create.Target.Key))
                    throw new ArgumentException($"{create.Target} cannot be created with the key {create.Arguments[created.Operator.KeyParameter]}");
                return (created, null);
            default:
                var op = Operator(program, request.Target);
                CheckKey(op, request.Target.Key);
                return (op, null);
        }
    }

    private static CompiledOperator Operator(CompiledProgram program, EntityReference target) =>
        program.FindOperator(target.Entity) is { Operator.Initializer: not null } op
            ? op
            : throw new ArgumentException(NearestName.Describe("entity", target.Entity, [.. program.Program.Operators.Select(known => known.Name)]));

    private static ArgumentException UnknownMember(CompiledProgram program, InvokeRequest invoke) =>
        new(NearestName.Describe("member", invoke.Method, [.. Members(Operator(program, invoke.Target))]));

    private static IEnumerable<string> Members(CompiledOperator op) => op.Operator.Methods
        .Where(method => method.Kind is MethodKind.Method or MethodKind.Property && !method.IsPrivate)
        .Select(method => method.Name);

    private static void CheckKey(CompiledOperator op, Value key)
    {
        if (!IsKey(op, key)) throw new ArgumentException($"the key of {op.Name} is of type `{op.KeyType}`, not {key}");
    }

    private static void CheckArguments(CompiledProgram program, CompiledMethod method, Sequence<Value> arguments)
    {
        var parameters = method.Parameters;
        if (arguments.Count != parameters.Length)
            throw new ArgumentException($"{method.Method.Name} takes {parameters.Length} arguments, not {arguments.Count}");
        var values = arguments.Span;
        for (var i = 0; i < values.Length; i++)
        {
            if (!IsUsual(parameters[i], values[i]) && !program.ValueTypes.Has(parameters[i].Variable.Type, values[i]))
                throw new ArgumentException($"{method.Method.Name}: `{parameters[i].Variable.Name}` is of type `{parameters[i].Variable.Type}`, not {values[i]}");
        }
    }

    /// <summary>The usual cases, without a search.</summary>
    private static bool IsUsual(CompiledParameter parameter, Value value) => parameter.Holding switch
    {
        Holding.Int => value is IntValue,
        Holding.String => value is StringValue,
        Holding.IntKey or Holding.StringKey => value is EntityReference reference && reference.Entity == parameter.Operator!.Name && IsKey(parameter.Operator, reference.Key),
        _ => false,
    };

    private static bool IsKey(CompiledOperator op, Value key) => op.KeyHolding == Holding.String ? key is StringValue : key is IntValue;
}
