using System.Text.Json.Serialization;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.IR;

/// <summary>What a method may wait for.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "call")]
[JsonDerivedType(typeof(InvokeCall), "invoke")]
[JsonDerivedType(typeof(CreateCall), "create")]
[JsonDerivedType(typeof(ExistsCall), "exists")]
[JsonDerivedType(typeof(InPlaceCall), "in-place")]
[JsonDerivedType(typeof(WaitCall), "wait")]
public abstract record Call(DataType Result, SourceSpan Span)
{
    /// <summary>Whether an event leaves the executing entity: its step ends here.</summary>
    [JsonIgnore]
    public bool IsRemote => this is InvokeCall or CreateCall or ExistsCall;
}

/// <summary>A method or property of the entity that <paramref name="Target"/> refers to.</summary>
/// <param name="Method">The name of the method in the program, such as <c>Item.Price</c>.</param>
public sealed record InvokeCall(Expression Target, string Entity, string Method, Sequence<Expression> Arguments, DataType Result, SourceSpan Span) : Call(Result, Span);

/// <summary>The creation of an entity; the answer is the reference.</summary>
public sealed record CreateCall(string Entity, Sequence<Expression> Arguments, DataType Result, SourceSpan Span) : Call(Result, Span);

/// <summary>Whether there is an entity of that key.</summary>
public sealed record ExistsCall(string Entity, Expression Key, DataType Result, SourceSpan Span) : Call(Result, Span);

/// <summary>A method of the executing entity that may itself wait; it runs in the same step.</summary>
public sealed record InPlaceCall(string Method, Sequence<Expression> Arguments, DataType Result, SourceSpan Span) : Call(Result, Span);

/// <summary>The answer of a started call.</summary>
public sealed record WaitCall(Expression Handle, DataType Result, SourceSpan Span) : Call(Result, Span);
