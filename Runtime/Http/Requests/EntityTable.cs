using System.Globalization;
using StateFlow.Interpreter.Values;
using StateFlow.Language.Assistance;
using StateFlow.Language.IR;

namespace StateFlow.Http.Requests;

/// <summary>What can be asked of a program's entities from outside.</summary>
internal sealed class EntityTable(Program program)
{
    private readonly Dictionary<string, EntityEntry> _entities = program.Operators.ToDictionary(op => op.Name, op => new EntityEntry(program, op));

    public ValueTypes Types { get; } = new(program);

    public IEnumerable<EntityEntry> Entities => _entities.Values;

    /// <exception cref="ProblemException">There is none of that name.</exception>
    public EntityEntry Entity(string name) => _entities.GetValueOrDefault(name) ?? throw ProblemException.NotFound(NearestName.Describe("entity", name, _entities.Keys));
}

/// <summary>An entity type.</summary>
internal sealed class EntityEntry
{
    private readonly Dictionary<string, Method> _members;

    public EntityEntry(Program program, Operator op)
    {
        var types = new ValueTypes(program);
        Operator = op;
        Constructor = program.Method(op.Initializer!);
        _members = op.Methods
            .Where(method => method is { IsPrivate: false, Kind: MethodKind.Method or MethodKind.Property } && types.IsKnown(method.Result) && method.Parameters.All(parameter => types.IsKnown(parameter.Type)))
            .ToDictionary(method => method.ShortName);
    }

    public Operator Operator { get; }

    /// <summary>What creates one; its parameters are the constructor's.</summary>
    public Method Constructor { get; }

    public IEnumerable<Method> Members => _members.Values;

    public IEnumerable<Method> Properties => Members.Where(member => member.Kind == MethodKind.Property);

    /// <summary>The constructor's parameters without the key, which the address has.</summary>
    public IEnumerable<Variable> CreationParameters => Constructor.Parameters.Where((_, index) => index != Operator.KeyParameter);

    public DataType KeyType => Operator.Fields[Operator.KeyField].Type;

    /// <exception cref="ProblemException">There is none of that name.</exception>
    public Method Member(string name) => _members.GetValueOrDefault(name) ?? throw ProblemException.NotFound(NearestName.Describe($"member of {Operator.Name}", name, _members.Keys));

    /// <exception cref="ProblemException">There can be none of that key.</exception>
    public EntityReference Reference(string key) => new(Operator.Name, KeyType == DataType.String ? new StringValue(key) : Number(key));

    private IntValue Number(string key) => long.TryParse(key, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? IntValue.Of(number)
        : throw ProblemException.Wrong($"the key of `{Operator.Name}` is a value of type `int`, a whole number of 64 bits, found `{key}`");
}
