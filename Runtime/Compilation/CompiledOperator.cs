using System.Linq.Expressions;
using System.Reflection;
using StateFlow.Execution.Analysis;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Runtime.Execution;

namespace StateFlow.Runtime.Compilation;

/// <summary>An operator with the generated class of its states, and its entities.</summary>
internal sealed class CompiledOperator
{
    private readonly CompiledProgram _program;
    private readonly Func<EntityInstance> _new;
    private readonly Action<EntityInstance, EntityInstance> _copy;
    private readonly Action<EntityInstance, EntityInstance> _exchange;
    private readonly Func<EntityInstance, Value[]> _read;
    private readonly Action<EntityInstance, Value[]> _write;
    private InvariantCode? _invariants;
    private string? _knownName;

    /// <summary>Generates the class and an empty table.</summary>
    public CompiledOperator(CompiledProgram program, Operator op, int index, int partitionBits)
    {
        (Operator, Index, _program) = (op, index, program);
        StateType = program.Classes.Instance(op);
        _new = Expression.Lambda<Func<EntityInstance>>(Expression.New(StateType)).Compile();

        var (target, source, values) = (Expression.Parameter(typeof(EntityInstance)), Expression.Parameter(typeof(EntityInstance)), Expression.Parameter(typeof(Value[])));
        var (to, from) = (Expression.Variable(StateType), Expression.Variable(StateType));
        var slots = op.Fields.Select((_, field) => Slot(field)).ToList();
        _copy = Expression.Lambda<Action<EntityInstance, EntityInstance>>(
            Expression.Block(
                typeof(void),
                [to, from],
                [
                    Expression.Assign(to, Expression.Convert(target, StateType)),
                    Expression.Assign(from, Expression.Convert(source, StateType)),
                    .. slots.Select(slot => Expression.Assign(Expression.Field(to, slot), Expression.Field(from, slot))),
                ]),
            target,
            source).Compile();
        var held = slots.Select(slot => Expression.Variable(slot.FieldType)).ToList();
        _exchange = Expression.Lambda<Action<EntityInstance, EntityInstance>>(
            Expression.Block(
                typeof(void),
                [to, from, .. held],
                [
                    Expression.Assign(to, Expression.Convert(target, StateType)),
                    Expression.Assign(from, Expression.Convert(source, StateType)),
                    .. slots.SelectMany((slot, i) => new[]
                    {
                        Expression.Assign(held[i], Expression.Field(to, slot)),
                        Expression.Assign(Expression.Field(to, slot), Expression.Field(from, slot)),
                        Expression.Assign(Expression.Field(from, slot), held[i]),
                    }),
                ]),
            target,
            source).Compile();
        _read = Expression.Lambda<Func<EntityInstance, Value[]>>(
            Expression.Block(
                [from],
                Expression.Assign(from, Expression.Convert(source, StateType)),
                Expression.NewArrayInit(typeof(Value), op.Fields.Select((field, i) => program.Boxing.Box(Expression.Field(from, Slot(i)), field.Type)))),
            source).Compile();
        _write = Expression.Lambda<Action<EntityInstance, Value[]>>(
            Expression.Block(
                typeof(void),
                [to],
                [
                    Expression.Assign(to, Expression.Convert(target, StateType)),
                    .. op.Fields.Select((field, i) => Expression.Assign(
                        Expression.Field(to, Slot(i)), program.Boxing.Unbox(Expression.ArrayIndex(values, Expression.Constant(i)), field.Type))),
                ]),
            target,
            values).Compile();
        HasInvariants = op.Invariants.Count > 0;
        KeyHolding = op.KeyField >= 0 ? program.Types.HoldingOf(KeyType) : Holding.Int;
        Table = KeyHolding == Holding.String
            ? new EntityTable<string>(this, partitionBits)
            : new EntityTable<long>(this, partitionBits);
    }

    /// <summary>What it was compiled from.</summary>
    public Operator Operator { get; }

    /// <summary>The entities' type.</summary>
    public string Name => Operator.Name;

    /// <summary>Its place among the program's operators, the script last.</summary>
    public int Index { get; }

    /// <summary>The method that sets the first state.</summary>
    public CompiledMethod Initializer => _program.Method(Operator.Initializer!);

    /// <summary>Whether a name is that of the entities' type.</summary>
    public bool IsNamed(string name)
    {
        // Clients use the same string again and again.
        if (ReferenceEquals(name, _knownName)) return true;
        if (name != Name) return false;
        _knownName = name;
        return true;
    }

    /// <summary>Whether entities have invariants.</summary>
    public bool HasInvariants { get; }

    /// <summary>Says whether all invariants hold; there is at least one.</summary>
    public InvariantCode Invariants
    {
        get
        {
            if (_invariants is { } known) return known;
            lock (_program.Gate)
            {
                return _invariants ??= InPlaceCompiler.Invariants(this, Operator.Invariants.Select(invariant => _program.Method(invariant.Method)));
            }
        }
    }

    /// <summary>The type of the keys.</summary>
    public DataType KeyType => Operator.Fields[Operator.KeyField].Type;

    /// <summary>How the keys are held.</summary>
    public Holding KeyHolding { get; }

    /// <summary>What asking for the existence of an entity touches.</summary>
    public Footprint ExistsFootprint { get; } = new(Access.None, []);

    /// <summary>The generated class.</summary>
    public Type StateType { get; }

    /// <summary>The entities.</summary>
    public EntityTable Table { get; }

    /// <summary>The field that holds a field of the operator.</summary>
    public FieldInfo Slot(int field) => field == Operator.KeyField
        ? StateType.GetField(nameof(EntityInstance<>.Key))!
        : StateType.GetField(GeneratedClasses.InstanceField(field))!;

    /// <summary>An instance that does not exist yet.</summary>
    public EntityInstance NewInstance()
    {
        var instance = _new();
        instance.Operator = this;
        return instance;
    }

    /// <summary>Exchanges the states of two instances of one entity.</summary>
    public void Exchange(EntityInstance one, EntityInstance other)
    {
        (one.Exists, other.Exists) = (other.Exists, one.Exists);
        _exchange(one, other);
    }

    /// <summary>Makes the state of one instance that of another.</summary>
    public void Copy(EntityInstance to, EntityInstance from)
    {
        to.Exists = from.Exists;
        _copy(to, from);
    }

    /// <summary>The fields' values.</summary>
    public Value[] Read(EntityInstance instance) => _read(instance);

    /// <summary>Sets the fields, the key among them.</summary>
    public void Write(EntityInstance instance, Value[] fields) => _write(instance, fields);
}
