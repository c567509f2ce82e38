using System.Text;

namespace StateFlow.Conformance.Tests.Generated;

/// <summary>The entities of a direct evaluation as plain objects, and what has been printed.</summary>
internal sealed class DirectWorld
{
    public Dictionary<ReferenceValue, DirectEntity> Entities { get; } = [];

    public StringBuilder Output { get; } = new();

    /// <summary>What takes back everything that happens from now on, on all entities.</summary>
    public Action Savepoint()
    {
        var entities = Entities.ToDictionary(pair => pair.Key, pair => (pair.Value, pair.Value.Savepoint()));
        var length = Output.Length;
        return () =>
        {
            Entities.Clear();
            Output.Length = length;
            foreach (var (reference, (entity, undo)) in entities)
            {
                undo();
                Entities.Add(reference, entity);
            }
        };
    }
}

/// <summary>One entity.</summary>
internal sealed class DirectEntity(ReferenceValue reference)
{
    public ReferenceValue Reference { get; } = reference;

    public Dictionary<string, object> Fields { get; private set; } = [];

    public Action Savepoint()
    {
        var fields = new Dictionary<string, object>(Fields);
        return () => Fields = fields;
    }
}

/// <summary>The running of a remotely called member, and of the script; a failure that leaves it undoes what its last step did.</summary>
internal sealed class DirectInvocation(DirectWorld world, DirectEntity? self)
{
    private Action _undo = () => { };

    /// <summary>Null in the script.</summary>
    public DirectEntity? Self { get; } = self;

    /// <summary>What was done so far stays, whatever happens later.</summary>
    public void BeginStep()
    {
        if (Self is null) return;
        var undoFields = Self.Savepoint();
        var length = world.Output.Length;
        _undo = () =>
        {
            undoFields();
            world.Output.Length = length;
        };
    }

    public void UndoStep() => _undo();
}

/// <summary>The names that are visible, the innermost first.</summary>
internal sealed record DirectScope(ImmutableDictionary<string, DirectVariable> Variables)
{
    public static DirectScope Empty { get; } = new(ImmutableDictionary<string, DirectVariable>.Empty);

    public DirectScope With(string name, object value) => new(Variables.SetItem(name, new DirectVariable { Value = value }));
}

internal sealed class DirectVariable
{
    public required object Value { get; set; }
}

/// <summary>A local function.</summary>
internal sealed record DirectFunction(ImmutableArray<string> Parameters, Tree.Node Body, DirectScope Scope);

/// <summary>A failure of the evaluated program.</summary>
internal sealed class DirectFailure(string message) : Exception(message);

/// <summary>The evaluated program does too much to be a good test.</summary>
internal sealed class TooLongException : Exception;
