using System.Text.Json.Serialization;
using QuikGraph;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.IR;

/// <summary>What a <see cref="Method"/> stems from.</summary>
public enum MethodKind
{
    /// <summary>A member with a parameter list.</summary>
    Method,

    /// <summary>A member without one.</summary>
    Property,

    /// <summary>Sets an entity's first state; its parameters are the constructor's.</summary>
    Initializer,

    /// <summary>An invariant's condition.</summary>
    Invariant,

    /// <summary>A <c>let</c> function, top-level or local; a local one takes what it captures as first parameters.</summary>
    Function,

    /// <summary>A lambda; takes what it captures as first parameters.</summary>
    Lambda,

    /// <summary>The value of a top-level constant.</summary>
    Constant,

    /// <summary>The script's top-level statements.</summary>
    Script,
}

/// <summary>A method as a state machine of blocks.</summary>
/// <param name="Name">Unique in the program: <c>User.BuyItem</c>, <c>square</c>, <c>User.BuyItem/lambda1</c>.</param>
/// <param name="CanWait">Whether a call may need more than one step; if not, it is evaluated in one go.</param>
/// <param name="Variables">All variables by slot, parameters first.</param>
/// <param name="Blocks">All blocks by id; the first is the entry.</param>
public sealed record Method(
    string Name,
    MethodKind Kind,
    bool IsPrivate,
    bool IsTransactional,
    bool CanWait,
    Sequence<Variable> Parameters,
    DataType Result,
    Sequence<Variable> Variables,
    Sequence<Block> Blocks,
    SourceSpan Span)
{
    /// <summary>The state machine as a graph: blocks and the transitions between them.</summary>
    [JsonIgnore]
    public IBidirectionalGraph<Block, Transition> Graph => field ??= StateMachineGraph.Of(Blocks);

    /// <summary>The name without the operator's: <c>BuyItem</c>.</summary>
    [JsonIgnore]
    public string ShortName => Name[(Name.IndexOf('.') + 1)..];

    /// <summary>Compares by identity: a program has one method of a name.</summary>
    public bool Equals(Method? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => Name.GetHashCode();
}
