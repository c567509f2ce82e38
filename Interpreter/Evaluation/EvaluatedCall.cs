using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Evaluation;

/// <summary>A <see cref="StateFlow.Language.IR.Call"/> whose operands are values.</summary>
internal abstract record EvaluatedCall(SourceSpan Span);

/// <summary>A method or property of an entity; <paramref name="Method"/> is its name in the program.</summary>
internal sealed record EvaluatedInvoke(EntityReference Target, string Method, ImmutableArray<Value> Arguments, SourceSpan Span) : EvaluatedCall(Span);

/// <summary>The creation of the entity <paramref name="Target"/>; its key is among the arguments.</summary>
internal sealed record EvaluatedCreate(EntityReference Target, ImmutableArray<Value> Arguments, SourceSpan Span) : EvaluatedCall(Span);

/// <summary>Whether an entity exists.</summary>
internal sealed record EvaluatedExists(EntityReference Target, SourceSpan Span) : EvaluatedCall(Span);

/// <summary>A method of the executing entity.</summary>
internal sealed record EvaluatedInPlace(string Method, ImmutableArray<Value> Arguments, SourceSpan Span) : EvaluatedCall(Span);

/// <summary>The answer of a started call.</summary>
internal sealed record EvaluatedWait(CallHandle Handle, SourceSpan Span) : EvaluatedCall(Span);
