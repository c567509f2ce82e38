using StateFlow.Language.IR;

namespace StateFlow.Language.Syntax.Tree;

/// <summary>An expression as written.</summary>
public abstract record Expression(SourceSpan Span) : SyntaxNode(Span);

/// <summary>Text that could not be parsed; reported.</summary>
public sealed record ErrorExpression(SourceSpan Span) : Expression(Span);

/// <summary>A constant, the unit <c>()</c> included.</summary>
public sealed record LiteralExpression(Literal Value, SourceSpan Span) : Expression(Span);

/// <summary>A name, upper or lower case: variable, function, entity, union case or module.</summary>
public sealed record NameExpression(Name Name, SourceSpan Span) : Expression(Span);

/// <summary>An operator as a function: <c>(+)</c>.</summary>
public sealed record OperatorExpression(Name Operator, SourceSpan Span) : Expression(Span);

/// <summary><c>item.Price</c>, <c>List.map</c>, <c>r.x</c>.</summary>
public sealed record MemberAccessExpression(Expression Target, Name Member, SourceSpan Span) : Expression(Span);

/// <summary>
/// <c>f x y</c>, <c>item.UpdateStock(-amount)</c>, <c>Item("a", 5)</c>. A parenthesised list of arguments is one
/// argument that is a <see cref="TupleExpression"/>; <c>()</c> is the unit literal.
/// </summary>
public sealed record ApplicationExpression(Expression Function, ImmutableArray<Expression> Arguments, SourceSpan Span) : Expression(Span);

/// <summary><c>a + b</c>, <c>x |> f</c>, <c>a :: b</c>, <c>a &amp;&amp; b</c>: every infix operator.</summary>
public sealed record InfixExpression(Expression Left, Name Operator, Expression Right, SourceSpan Span) : Expression(Span);

/// <summary><c>-a</c>.</summary>
public sealed record PrefixExpression(Name Operator, Expression Operand, SourceSpan Span) : Expression(Span);

/// <summary><c>if c then a else b</c>; <c>elif</c> is an <see cref="IfExpression"/> in <paramref name="Else"/>.</summary>
public sealed record IfExpression(Expression Condition, Expression Then, Expression? Else, SourceSpan Span) : Expression(Span);

/// <summary><c>match e with ...</c>.</summary>
public sealed record MatchExpression(Expression Scrutinee, ImmutableArray<MatchArm> Arms, SourceSpan Span) : Expression(Span);

/// <summary><c>function | p -> e ...</c>.</summary>
public sealed record FunctionExpression(ImmutableArray<MatchArm> Arms, SourceSpan Span) : Expression(Span);

/// <summary><c>| pattern when guard -> body</c>.</summary>
public sealed record MatchArm(Pattern Pattern, Expression? Guard, Expression Body, SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>try body with ...</c>.</summary>
public sealed record TryExpression(Expression Body, ImmutableArray<MatchArm> Handlers, SourceSpan Span) : Expression(Span);

/// <summary><c>fun p q -> body</c>.</summary>
public sealed record LambdaExpression(ImmutableArray<Parameter> Parameters, Expression Body, SourceSpan Span) : Expression(Span);

/// <summary>Lines of one indentation; the last gives the value. Always two items or more, or one that is not an expression.</summary>
public sealed record BlockExpression(ImmutableArray<BlockItem> Items, SourceSpan Span) : Expression(Span);

/// <summary><c>target &lt;- value</c>.</summary>
public sealed record AssignmentExpression(Expression Target, Expression Value, SourceSpan Span) : Expression(Span);

/// <summary><c>for p in source do body</c>; a source <c>a .. b</c> is a <see cref="RangeExpression"/>.</summary>
public sealed record ForExpression(Pattern Pattern, Expression Source, Expression Body, SourceSpan Span) : Expression(Span);

/// <summary><c>while c do body</c>.</summary>
public sealed record WhileExpression(Expression Condition, Expression Body, SourceSpan Span) : Expression(Span);

/// <summary><c>a, b</c>, two items or more.</summary>
public sealed record TupleExpression(ImmutableArray<Expression> Items, SourceSpan Span) : Expression(Span);

/// <summary><c>[a; b]</c>.</summary>
public sealed record ListExpression(ImmutableArray<Expression> Items, SourceSpan Span) : Expression(Span);

/// <summary><c>a .. b</c> or <c>a .. step .. b</c>, in brackets or as the source of a <c>for</c>.</summary>
public sealed record RangeExpression(Expression From, Expression? Step, Expression To, SourceSpan Span) : Expression(Span);

/// <summary><c>[for x in xs do yield e]</c>; <c>-> e</c> is <c>do yield e</c>. Contains <see cref="YieldExpression"/>s.</summary>
public sealed record ComprehensionExpression(Expression Body, SourceSpan Span) : Expression(Span);

/// <summary><c>yield e</c>, or <c>yield! es</c> if <paramref name="IsMany"/>; only inside a comprehension.</summary>
public sealed record YieldExpression(Expression Value, bool IsMany, SourceSpan Span) : Expression(Span);

/// <summary><c>{ x = 1; y = 2 }</c>.</summary>
public sealed record RecordExpression(ImmutableArray<FieldValue> Fields, SourceSpan Span) : Expression(Span);

/// <summary><c>{ r with x = 1 }</c>.</summary>
public sealed record RecordUpdateExpression(Expression Source, ImmutableArray<FieldValue> Fields, SourceSpan Span) : Expression(Span);

/// <summary><c>x = 1</c> in a record.</summary>
public sealed record FieldValue(Name Name, Expression Value, SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>xs[i]</c> or <c>xs.[i]</c>.</summary>
public sealed record IndexExpression(Expression Target, Expression Index, SourceSpan Span) : Expression(Span);

/// <summary><c>(e : type)</c>.</summary>
public sealed record TypedExpression(Expression Expression, TypeSyntax Type, SourceSpan Span) : Expression(Span);

/// <summary><c>$"...{e}..."</c>.</summary>
public sealed record InterpolatedStringExpression(ImmutableArray<InterpolationPart> Parts, SourceSpan Span) : Expression(Span);

/// <summary>A part of an interpolated string.</summary>
public abstract record InterpolationPart(SourceSpan Span) : SyntaxNode(Span);

/// <summary>Literal text, escapes resolved.</summary>
public sealed record InterpolationText(string Text, SourceSpan Span) : InterpolationPart(Span);

/// <summary><c>{e}</c>, <c>%d{e}</c> (specifier <c>%d</c>), <c>{e:F2}</c> (format <c>F2</c>) or <c>{e,5}</c>.</summary>
/// <param name="Alignment">The least number of characters, negative to pad on the right; 0 for no padding.</param>
public sealed record InterpolationHole(Expression Expression, int Alignment, string? Specifier, string? Format, SourceSpan Span) : InterpolationPart(Span);

/// <summary>A line of a <see cref="BlockExpression"/> or of the script.</summary>
public abstract record BlockItem(SourceSpan Span) : SyntaxNode(Span);

/// <summary>An expression evaluated for its effect or, as the last item, its value.</summary>
public sealed record ExpressionItem(Expression Expression, SourceSpan Span) : BlockItem(Span);

/// <summary><c>let pattern : type = value</c>; <c>let mutable</c> has a <see cref="NamePattern"/>.</summary>
public sealed record LetItem(bool IsMutable, Pattern Pattern, TypeSyntax? Type, Expression Value, SourceSpan Span) : BlockItem(Span);

/// <summary><c>let [rec] f (x: int) y : int = body [and g ...]</c>.</summary>
public sealed record LetFunctionItem(bool IsRecursive, ImmutableArray<FunctionBinding> Functions, string? Doc, SourceSpan Span) : BlockItem(Span);

/// <summary>One function of a <see cref="LetFunctionItem"/>; <c>()</c> is a parameter with a unit pattern.</summary>
public sealed record FunctionBinding(Name Name, ImmutableArray<Parameter> Parameters, TypeSyntax? Result, Expression Body, SourceSpan Span) : SyntaxNode(Span);

/// <summary><c>let! a = x.Price and! b = y.Price</c>.</summary>
public sealed record ParallelLetItem(ImmutableArray<ParallelBinding> Bindings, SourceSpan Span) : BlockItem(Span);

/// <summary>One binding of a <see cref="ParallelLetItem"/>.</summary>
public sealed record ParallelBinding(Pattern Pattern, TypeSyntax? Type, Expression Value, SourceSpan Span) : SyntaxNode(Span);

/// <summary>A line that could not be parsed; reported.</summary>
public sealed record ErrorBlockItem(ImmutableArray<Name> DeclaredNames, SourceSpan Span) : BlockItem(Span);
