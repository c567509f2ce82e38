using StateFlow.Language.IR;

namespace StateFlow.Language.Binding.Inference;

/// <summary>Finds types by unification. Functions are generalised by levels.</summary>
internal sealed class TypeInference
{
    private readonly Stack<(InferenceVariable Variable, DataType? Solution, int Level, Overloads? Allowed)> _trail = new();
    private int _running;

    /// <summary>How many <c>let</c> functions enclose the code being bound.</summary>
    public int Level { get; private set; }

    public InferenceVariable Fresh(Overloads? allowed = null) => new(Level) { Allowed = allowed };

    /// <summary>The variable of an annotation <c>'a</c>, which belongs to the outermost function.</summary>
    public InferenceVariable FreshNamed(string name) => new(Math.Min(Level, 1)) { Name = name };

    public void EnterFunction() => Level++;

    public void LeaveFunction() => Level--;

    /// <summary>The type itself, if it is a solved variable its solution; parts may still be variables.</summary>
    public DataType Resolve(DataType type)
    {
        if (type is not InferenceVariable { Solution: not null } first) return type;
        DataType last = first;
        while (last is InferenceVariable { Solution: { } solution }) last = solution;
        if (_running == 0) first.Solution = last;
        return last;
    }

    /// <summary>The type with every solved variable replaced by its solution.</summary>
    public DataType Found(DataType type)
    {
        var resolved = Resolve(type);
        return resolved is InferenceVariable ? resolved : TypeStructure.Rebuild(resolved, Found);
    }

    /// <summary>Makes the types equal if that is possible; changes nothing if it is not.</summary>
    public bool Unify(DataType left, DataType right)
    {
        _running++;
        var mark = _trail.Count;
        var isDone = TryUnify(left, right);
        if (!isDone)
        {
            while (_trail.Count > mark)
            {
                var (variable, solution, level, allowed) = _trail.Pop();
                (variable.Solution, variable.Level, variable.Allowed) = (solution, level, allowed);
            }
        }

        _running--;
        if (_running == 0) _trail.Clear();
        return isDone;
    }

    /// <summary>The type without variables: what is unknown becomes int where a number is wanted, else unit.</summary>
    public DataType Zonk(DataType type)
    {
        var resolved = Resolve(type);
        return resolved is InferenceVariable variable ? Default(variable) : TypeStructure.Rebuild(resolved, Zonk);
    }

    /// <summary>The free variables of the types in order of appearance that belong to a function just left.</summary>
    public IEnumerable<InferenceVariable> Generalizable(IEnumerable<DataType> types)
    {
        var seen = new HashSet<InferenceVariable>();
        return types.SelectMany(FreeVariables).Where(variable => variable.Level > Level && seen.Add(variable) && CanGeneralize(variable));
    }

    /// <summary>Fixes a variable for good as the type parameter of that name.</summary>
    public static void Generalize(InferenceVariable variable, string name) => variable.Solution = new TypeParameter(name);

    /// <summary>Whether the type, as far as it is known, has a part that satisfies the condition.</summary>
    public bool Any(DataType type, Func<DataType, bool> condition)
    {
        var resolved = Resolve(type);
        return condition(resolved) || TypeStructure.Parts(resolved).Any(part => Any(part, condition));
    }

    public DataType Default(InferenceVariable variable) =>
        variable.Allowed is { } allowed && !allowed.HasFlag(Overloads.Int)
            ? allowed.HasFlag(Overloads.Float) ? DataType.Float : DataType.String
            : variable.Allowed is null ? DataType.Unit : DataType.Int;

    // An overloaded operator works on one type, which the first use or the default decides.
    private bool CanGeneralize(InferenceVariable variable)
    {
        if (variable.Allowed is null) return true;
        variable.Level = Level;
        return false;
    }

    private IEnumerable<InferenceVariable> FreeVariables(DataType type)
    {
        var resolved = Resolve(type);
        return resolved is InferenceVariable variable ? [variable] : TypeStructure.Parts(resolved).SelectMany(FreeVariables);
    }

    private bool TryUnify(DataType left, DataType right)
    {
        (left, right) = (Resolve(left), Resolve(right));
        if (ReferenceEquals(left, right)) return true;
        return (left, right) switch
        {
            (InferenceVariable variable, _) => Solve(variable, right),
            (_, InferenceVariable variable) => Solve(variable, left),
            (ErrorType, _) or (_, ErrorType) => true,
            (ListType a, ListType b) => TryUnify(a.Item, b.Item),
            (OptionType a, OptionType b) => TryUnify(a.Item, b.Item),
            (SetType a, SetType b) => TryUnify(a.Item, b.Item),
            (MapType a, MapType b) => TryUnify(a.Key, b.Key) && TryUnify(a.Value, b.Value),
            (TupleType a, TupleType b) => TryUnifyAll(a.Items, b.Items),
            (NamedType a, NamedType b) => a.Name == b.Name && TryUnifyAll(a.Arguments, b.Arguments),
            (FunctionType a, FunctionType b) => TryUnify(a.Parameter, b.Parameter) && TryUnify(a.Result, b.Result),
            (CallType a, CallType b) => TryUnify(a.Result, b.Result),
            _ => left.Equals(right),
        };
    }

    private bool TryUnifyAll(Sequence<DataType> left, Sequence<DataType> right)
    {
        if (left.Count != right.Count) return false;
        for (var i = 0; i < left.Count; i++)
        {
            if (!TryUnify(left[i], right[i])) return false;
        }

        return true;
    }

    private bool Solve(InferenceVariable variable, DataType type)
    {
        if (type is InferenceVariable other)
        {
            var allowed = (variable.Allowed, other.Allowed) switch
            {
                (null, var b) => b,
                (var a, null) => a,
                var (a, b) => a & b,
            };
            if (allowed == Overloads.None) return false;
            if (other.Allowed != allowed)
            {
                Record(other);
                other.Allowed = allowed;
            }
        }
        else if (!Allows(variable, type))
        {
            return false;
        }

        if (!Adjust(variable, type)) return false;
        Record(variable);
        variable.Solution = type;
        return true;
    }

    private static bool Allows(InferenceVariable variable, DataType type) =>
        variable.Allowed is not { } allowed || type switch
        {
            PrimitiveType { Name: "int" } => allowed.HasFlag(Overloads.Int),
            PrimitiveType { Name: "float" } => allowed.HasFlag(Overloads.Float),
            PrimitiveType { Name: "string" } => allowed.HasFlag(Overloads.String),
            ErrorType => true,
            _ => false,
        };

    /// <summary>Moves the type's variables out to the level of <paramref name="variable"/>; false if the type contains it.</summary>
    private bool Adjust(InferenceVariable variable, DataType type)
    {
        var resolved = Resolve(type);
        if (resolved is InferenceVariable inner)
        {
            if (ReferenceEquals(inner, variable)) return false;
            if (inner.Level > variable.Level)
            {
                Record(inner);
                inner.Level = variable.Level;
            }

            return true;
        }

        foreach (var part in TypeStructure.Parts(resolved))
        {
            if (!Adjust(variable, part)) return false;
        }

        return true;
    }

    private void Record(InferenceVariable variable) =>
        _trail.Push((variable, variable.Solution, variable.Level, variable.Allowed));
}
