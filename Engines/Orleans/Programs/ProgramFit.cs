using System.Collections.Frozen;
using StateFlow.Execution.Records;
using StateFlow.Interpreter.Execution;
using StateFlow.Language.IR;

namespace StateFlow.Orleans.Programs;

/// <summary>What a program can take over from an earlier one of its application: stored states, and calls of its clients.</summary>
internal sealed class ProgramFit
{
    private readonly FrozenSet<string> _methods;
    private readonly FrozenSet<string> _constructors;
    private readonly FrozenSet<string> _entities;

    public ProgramFit(Program earlier, Program later)
    {
        var schema = StoredSchema.Of(earlier);
        var states = new SchemaFit(schema, later, completesStates: true);
        Mismatches = [.. schema.Entities.SelectMany(entity => states.Mismatches(entity.Name)).Distinct()];

        var operators = later.Operators.ToDictionary(op => op.Name);
        var pairs = earlier.Operators.Where(op => operators.ContainsKey(op.Name)).Select(op => (Earlier: op, Later: operators[op.Name])).ToArray();
        _entities = pairs.Select(pair => pair.Later.Name).ToFrozenSet();
        _constructors = pairs.Where(pair => AreCalledAlike(earlier.Method(pair.Earlier.Initializer!), later.Method(pair.Later.Initializer!))).Select(pair => pair.Later.Name).ToFrozenSet();
        _methods = pairs
            .SelectMany(pair => pair.Earlier.Methods.Where(IsMember).Join(pair.Later.Methods.Where(IsMember), method => method.Name, method => method.Name, (one, other) => (one, other)))
            .Where(methods => AreCalledAlike(methods.one, methods.other))
            .Select(methods => methods.one.Name)
            .ToFrozenSet();

        bool AreCalledAlike(Method one, Method other) =>
            one.Parameters.Select(parameter => parameter.Type).Append(one.Result).SequenceEqual(other.Parameters.Select(parameter => parameter.Type).Append(other.Result))
            && other.Parameters.Select(parameter => parameter.Type).Append(other.Result).All(type => states.Mismatch(type) is null);
    }

    /// <summary>Why the later program cannot use the states of the earlier one; empty if it can.</summary>
    public ImmutableArray<string> Mismatches { get; }

    /// <summary>Whether a call that a client of the earlier program makes means a call of the later one too.</summary>
    public bool Takes(CallEvent call) => call switch
    {
        InvokeEvent invoke => _methods.Contains(invoke.Method),
        CreateEvent create => _constructors.Contains(create.Target.Entity),
        ExistsEvent exists => _entities.Contains(exists.Target.Entity),
        _ => throw new ArgumentOutOfRangeException(nameof(call)),
    };

    private static bool IsMember(Method method) => method is { Kind: MethodKind.Method or MethodKind.Property, IsPrivate: false };
}
