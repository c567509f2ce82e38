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
        if (program.FindOperator(request.Target.Entity) is not { Operator.Initializer: not null } op)
            throw new ArgumentException(NearestName.Describe("entity", request.Target.Entity, [.. program.Program.Operators.Select(known => known.Name)]));
        if (!HasKind(program, request.Target.Key, program.Types.KeyType(op.Name)))
            throw new ArgumentException($"the key of {op.Name} is of type `{program.Types.KeyType(op.Name)}`, not {request.Target.Key}");
        switch (request)
        {
            case InvokeRequest invoke:
                if (program.FindMethod(invoke.Method) is not { IsMember: true } method || method.Operator != op || method.Method.IsPrivate)
                    throw new ArgumentException(NearestName.Describe("member", invoke.Method, [.. Members(op)]));
                CheckArguments(program, method.Method, invoke.Arguments);
                return (op, method);
            case CreateRequest create:
                CheckArguments(program, op.Initializer.Method, create.Arguments);
                if (!create.Arguments[op.Operator.KeyParameter].Equals(create.Target.Key))
                    throw new ArgumentException($"{create.Target} cannot be created with the key {create.Arguments[op.Operator.KeyParameter]}");
                return (op, null);
            default:
                return (op, null);
        }
    }

    private static IEnumerable<string> Members(CompiledOperator op) => op.Operator.Methods
        .Where(method => method.Kind is MethodKind.Method or MethodKind.Property && !method.IsPrivate)
        .Select(method => method.Name);

    private static void CheckArguments(CompiledProgram program, Method method, Sequence<Value> arguments)
    {
        if (arguments.Count != method.Parameters.Count)
            throw new ArgumentException($"{method.Name} takes {method.Parameters.Count} arguments, not {arguments.Count}");
        for (var i = 0; i < arguments.Count; i++)
        {
            var parameter = method.Parameters[i];
            if (!HasKind(program, arguments[i], parameter.Type) && !program.ValueTypes.Has(parameter.Type, arguments[i]))
                throw new ArgumentException($"{method.Name}: `{parameter.Name}` is of type `{parameter.Type}`, not {arguments[i]}");
        }
    }

    /// <summary>The usual cases, without a search.</summary>
    private static bool HasKind(CompiledProgram program, Value value, DataType type) => value switch
    {
        IntValue => type == DataType.Int,
        StringValue => type == DataType.String,
        EntityReference reference => type is EntityType entity && reference.Entity == entity.Name && HasKind(program, reference.Key, program.Types.KeyType(entity.Name)),
        _ => false,
    };
}
