using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Runtime;

/// <summary>What a client asks of an entity.</summary>
/// <param name="Target">The entity's type and key.</param>
public abstract record EntityRequest(EntityReference Target)
{
    /// <summary>
    /// What tells a repetition of this request from another one: of several with one id the first is executed, and all are given
    /// its answer, whatever they ask. Null if the client never repeats it.
    /// </summary>
    public string? Id { get; init; }
}

/// <summary>Calls a method or reads a property.</summary>
/// <param name="Method">The name in the program: <c>User.BuyItem</c>.</param>
public sealed record InvokeRequest(EntityReference Target, string Method, Sequence<Value> Arguments) : EntityRequest(Target);

/// <summary>Creates the entity; the answer is its reference.</summary>
/// <param name="Arguments">The constructor's arguments, the key among them.</param>
public sealed record CreateRequest(EntityReference Target, Sequence<Value> Arguments) : EntityRequest(Target);

/// <summary>Asks whether the entity exists.</summary>
public sealed record ExistsRequest(EntityReference Target) : EntityRequest(Target);
