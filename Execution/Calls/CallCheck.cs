using StateFlow.Interpreter.Values;
using StateFlow.Language.Assistance;
using StateFlow.Language.IR;

namespace StateFlow.Execution.Calls;

/// <summary>Makes sure that a call from outside fits the program: its methods trust their arguments' types.</summary>
/// <remarks>All methods throw <see cref="ArgumentException"/> if the program has no such entity or method, or a value is not of its type.</remarks>
internal sealed class CallCheck(Program program, ValueTypes types)
{
    private readonly Dictionary<string, Operator> _entities = program.Operators.Where(op => op.Initializer is not null).ToDictionary(op => op.Name);

    private readonly Dictionary<string, (Operator Owner, Method Method)> _members = program.Operators
        .SelectMany(op => op.Methods, (op, method) => (Owner: op, Method: method))
        .Where(member => member.Method.Kind is MethodKind.Method or MethodKind.Property && !member.Method.IsPrivate).ToDictionary(member => member.Method.Name);

    /// <summary>Checks a call of a method, or the reading of a property.</summary>
    /// <param name="method">The name in the program: <c>User.BuyItem</c>.</param>
    public void Invoke(EntityReference target, string method, Sequence<Value> arguments)
    {
        var op = Entity(target);
        if (!_members.TryGetValue(method, out var called) || !ReferenceEquals(called.Owner, op))
            throw new ArgumentException(NearestName.Describe("member", method, [.. op.Methods.Select(member => member.Name).Where(_members.ContainsKey)]));
        CheckArguments(called.Method, arguments);
    }

    /// <summary>Checks the creation of an entity.</summary>
    /// <param name="entity">The name of its type.</param>
    /// <returns>The entity.</returns>
    public EntityReference Create(string entity, Sequence<Value> arguments)
    {
        var op = Named(entity);
        CheckArguments(program.Method(op.Initializer!), arguments);
        return new EntityReference(entity, arguments[op.KeyParameter]);
    }

    /// <summary>Checks that there can be such an entity.</summary>
    /// <returns>Its operator.</returns>
    public Operator Entity(EntityReference target)
    {
        var op = Named(target.Entity);
        var type = op.Fields[op.KeyField].Type;
        return types.Has(type, target.Key) ? op : throw new ArgumentException($"the key of {op.Name} is of type `{type}`, not {target.Key}");
    }

    private Operator Named(string entity) =>
        _entities.GetValueOrDefault(entity) ?? throw new ArgumentException(NearestName.Describe("entity", entity, [.. _entities.Keys]));

    private void CheckArguments(Method method, Sequence<Value> arguments)
    {
        var parameters = method.Parameters;
        if (arguments.Count != parameters.Count) throw new ArgumentException($"{method.Name} takes {parameters.Count} arguments, not {arguments.Count}");
        for (var i = 0; i < parameters.Count; i++)
        {
            var parameter = parameters[i];
            if (!types.Has(parameter.Type, arguments[i]))
                throw new ArgumentException($"{method.Name}: `{parameter.Name}` is of type `{parameter.Type}`, not {arguments[i]}");
        }
    }
}
