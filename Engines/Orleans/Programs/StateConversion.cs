using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Orleans.Programs;

/// <summary>States of one entity between the fields of two programs, of which the later one has all that the earlier one has.</summary>
internal sealed class StateConversion
{
    private readonly ProgramVersion _later;
    private readonly Operator _operator;
    private readonly int _maxDepth;

    /// <summary>For each field of the earlier program, its place among those of the later one.</summary>
    private readonly ImmutableArray<int> _places;

    public StateConversion(ProgramVersion earlier, ProgramVersion later, string entity, int maxDepth)
    {
        (_later, _operator, _maxDepth) = (later, later.Program.Operator(entity), maxDepth);
        var before = earlier.Program.Operators.FirstOrDefault(op => op.Name == entity);
        var names = _operator.Fields.Select(field => field.Name).ToList();
        _places = [.. before?.Fields.Select(field => names.IndexOf(field.Name)) ?? []];
    }

    /// <summary>The state in the fields of the later program; those that are new have their first values.</summary>
    /// <exception cref="FailureException">A first value cannot be computed from this state.</exception>
    public EntityState Upgrade(EntityState state)
    {
        var fields = new Value?[_operator.Fields.Count];
        for (var i = 0; i < _places.Length; i++) fields[_places[i]] = state.Fields[i];
        if (fields.Contains(null) && new FirstValues(_later.Loaded, _operator, _maxDepth).Complete(state.Entity, fields) is { } failure) throw new FailureException(failure);
        return state with { Fields = [.. fields] };
    }

    /// <summary>The state as the earlier program knows it.</summary>
    public EntityState Project(EntityState state) => state with { Fields = [.. _places.Select(place => state.Fields[place])] };

    /// <summary>The state after a step of the earlier program; what that does not know stays.</summary>
    public EntityState Merge(EntityState state, EntityState changed)
    {
        var fields = state.Fields.ToArray();
        for (var i = 0; i < _places.Length; i++) fields[_places[i]] = changed.Fields[i];
        return changed with { Fields = [.. fields] };
    }
}
