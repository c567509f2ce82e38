using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Binding.BoundTree;

/// <summary>An expression with its type. Operands are evaluated in the order in which they stand.</summary>
internal abstract record BoundExpression(DataType Type, SourceSpan Span);

/// <summary>What could not be bound; reported. Never in a program without errors.</summary>
internal sealed record BoundError(DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary>A constant.</summary>
internal sealed record BoundLiteral(Literal Value, SourceSpan Span) : BoundExpression(Value.Type, Span);

/// <summary>Reads a local, a script value or a field of <c>this</c>.</summary>
internal sealed record BoundValue(ValueSymbol Symbol, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary><c>this</c> as a value.</summary>
internal sealed record BoundThis(DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary>A sequence of statements; the value is that of the last one, unit if it is not an expression.</summary>
internal sealed record BoundBlock(ImmutableArray<BoundStatement> Statements, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary><c>symbol &lt;- value</c> for a mutable local, script value or field of <c>this</c>.</summary>
internal sealed record BoundAssignment(ValueSymbol Target, BoundExpression Value, SourceSpan Span) : BoundExpression(DataType.Unit, Span);

/// <summary><c>if</c>; a missing <c>else</c> is the unit literal.</summary>
internal sealed record BoundIf(BoundExpression Condition, BoundExpression Then, BoundExpression Else, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary><c>match</c>. A value that no arm matches is a failure.</summary>
internal sealed record BoundMatch(BoundExpression Scrutinee, ImmutableArray<BoundArm> Arms, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary><c>| pattern when guard -> body</c>.</summary>
internal sealed record BoundArm(BoundPattern Pattern, BoundExpression? Guard, BoundExpression Body, SourceSpan Span);

/// <summary><c>try</c>. Handlers match a value of type <c>exn</c>; a failure that none matches goes on unchanged.</summary>
internal sealed record BoundTry(BoundExpression Body, ImmutableArray<BoundArm> Handlers, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary><c>while</c>.</summary>
internal sealed record BoundWhile(BoundExpression Condition, BoundExpression Body, SourceSpan Span) : BoundExpression(DataType.Unit, Span);

/// <summary><c>for pattern in list do body</c>; the source is a list (sets, maps and strings are converted by a library call).</summary>
internal sealed record BoundFor(BoundPattern Pattern, BoundExpression List, BoundExpression Body, SourceSpan Span) : BoundExpression(DataType.Unit, Span);

/// <summary><c>for i in from .. step .. to do body</c>; a missing step is null and means 1.</summary>
internal sealed record BoundForRange(LocalSymbol Variable, BoundExpression From, BoundExpression? Step, BoundExpression To, BoundExpression Body, SourceSpan Span) : BoundExpression(DataType.Unit, Span);

/// <summary><c>fun p q -> body</c>; patterns are matched by the body.</summary>
internal sealed record BoundLambda(ImmutableArray<LocalSymbol> Parameters, BoundExpression Body, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary>A <c>let</c> function as a value, or as the callee of a <see cref="BoundApply"/> with too few arguments.</summary>
internal sealed record BoundFunctionValue(FunctionSymbol Function, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary>A library function as a value: <c>List.length</c> in <c>xs |> List.map List.length</c>.</summary>
internal sealed record BoundLibraryValue(LibraryFunction Function, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary>A call of a <c>let</c> function with all its arguments.</summary>
internal sealed record BoundCall(FunctionSymbol Function, ImmutableArray<BoundExpression> Arguments, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary>A call of a library function with all its arguments. <c>failwith</c>, <c>ignore</c>, <c>wait</c> and conversions are library functions.</summary>
internal sealed record BoundLibraryCall(LibraryFunction Function, ImmutableArray<BoundExpression> Arguments, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary>An application of a function value to one argument or more; it may be partial. The function is evaluated first.</summary>
internal sealed record BoundApply(BoundExpression Function, ImmutableArray<BoundExpression> Arguments, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary><c>f >> g</c> (first <paramref name="First"/>, then <paramref name="Second"/>); <c>&lt;&lt;</c> is the same with a <see cref="BoundBlock"/> keeping the order of evaluation where it matters.</summary>
internal sealed record BoundCompose(BoundExpression First, BoundExpression Second, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary>A method call or property read; on <see cref="BoundThis"/> it runs in place, on anything else it is a remote call.</summary>
internal sealed record BoundMemberCall(BoundExpression Target, MemberSymbol Member, ImmutableArray<BoundExpression> Arguments, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary><c>Item("apple", 5)</c>.</summary>
internal sealed record BoundCreate(EntitySymbol Entity, ImmutableArray<BoundExpression> Arguments, SourceSpan Span) : BoundExpression(Entity.Type, Span);

/// <summary><c>Item.Get("apple")</c>; local, asks nobody.</summary>
internal sealed record BoundGet(EntitySymbol Entity, BoundExpression Key, SourceSpan Span) : BoundExpression(Entity.Type, Span);

/// <summary><c>Item.Exists("apple")</c>; a remote call.</summary>
internal sealed record BoundExists(EntitySymbol Entity, BoundExpression Key, SourceSpan Span) : BoundExpression(DataType.Bool, Span);

/// <summary><c>start (call)</c>; <paramref name="Call"/> is a remote call as in <see cref="BoundParallelLet"/>. <c>wait c</c> is a library call.</summary>
internal sealed record BoundStart(BoundExpression Call, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary><c>a &amp;&amp; b</c> or, if <paramref name="IsOr"/>, <c>a || b</c>.</summary>
internal sealed record BoundShortCircuit(bool IsOr, BoundExpression Left, BoundExpression Right, SourceSpan Span) : BoundExpression(DataType.Bool, Span);

/// <summary>A strict operator on two operands of one type.</summary>
internal sealed record BoundBinary(BinaryOperator Operator, BoundExpression Left, BoundExpression Right, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary>A strict operator on one operand.</summary>
internal sealed record BoundUnary(UnaryOperator Operator, BoundExpression Operand, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary><c>a, b</c>.</summary>
internal sealed record BoundTuple(ImmutableArray<BoundExpression> Items, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary><c>[a; b]</c>.</summary>
internal sealed record BoundList(ImmutableArray<BoundExpression> Items, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary><c>[for ... yield e]</c>: the list of what the <see cref="BoundYield"/>s in the body give.</summary>
internal sealed record BoundComprehension(BoundExpression Body, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary><c>yield e</c>, or <c>yield! es</c> if <paramref name="IsMany"/>.</summary>
internal sealed record BoundYield(BoundExpression Value, bool IsMany, SourceSpan Span) : BoundExpression(DataType.Unit, Span);

/// <summary>A new record. <paramref name="Fields"/> stand in source order, each with the index it has in the type.</summary>
internal sealed record BoundRecord(RecordDefinition Record, ImmutableArray<(int Index, BoundExpression Value)> Fields, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary><c>{ source with x = e }</c>, fields in source order.</summary>
internal sealed record BoundRecordUpdate(BoundExpression Source, ImmutableArray<(int Index, BoundExpression Value)> Fields, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary><c>r.x</c>.</summary>
internal sealed record BoundRecordField(BoundExpression Source, int Index, string Name, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary>A union value, all fields given. A case as a function is a <see cref="BoundLambda"/>. <c>Some</c> and <c>None</c> are library functions.</summary>
internal sealed record BoundUnionCase(UnionCase Case, ImmutableArray<BoundExpression> Fields, DataType Type, SourceSpan Span) : BoundExpression(Type, Span);

/// <summary>A text put together from parts: interpolated strings, <c>sprintf</c> with all arguments.</summary>
internal sealed record BoundFormat(ImmutableArray<BoundFormatPart> Parts, SourceSpan Span) : BoundExpression(DataType.String, Span);

/// <summary>A part of a <see cref="BoundFormat"/>.</summary>
internal abstract record BoundFormatPart;

/// <summary>Literal text.</summary>
internal sealed record BoundFormatText(string Text) : BoundFormatPart;

/// <summary>A value shown in a way.</summary>
internal sealed record BoundFormatHole(BoundExpression Value, HoleFormat Format) : BoundFormatPart;

/// <summary><c>printf</c> and <c>printfn</c> with all arguments; the text is a string.</summary>
internal sealed record BoundPrint(BoundExpression Text, bool NewLine, SourceSpan Span) : BoundExpression(DataType.Unit, Span);
