using System.Text.Json.Serialization;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.IR.Expressions;

/// <summary>An expression that an engine evaluates in one go: nothing in it waits for another entity.</summary>
/// <remarks>Operands are evaluated in the order of their properties.</remarks>
/// <param name="Type">The type of the value.</param>
/// <param name="Span">The source it stems from.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "op")]
[JsonDerivedType(typeof(LiteralExpression), "literal")]
[JsonDerivedType(typeof(LocalExpression), "local")]
[JsonDerivedType(typeof(FieldExpression), "field")]
[JsonDerivedType(typeof(ConstantExpression), "constant")]
[JsonDerivedType(typeof(ThisExpression), "this")]
[JsonDerivedType(typeof(AssignLocalExpression), "assign-local")]
[JsonDerivedType(typeof(AssignFieldExpression), "assign-field")]
[JsonDerivedType(typeof(SequenceExpression), "sequence")]
[JsonDerivedType(typeof(IfExpression), "if")]
[JsonDerivedType(typeof(AndExpression), "and")]
[JsonDerivedType(typeof(OrExpression), "or")]
[JsonDerivedType(typeof(WhileExpression), "while")]
[JsonDerivedType(typeof(ForEachExpression), "for-each")]
[JsonDerivedType(typeof(ForRangeExpression), "for-range")]
[JsonDerivedType(typeof(TryExpression), "try")]
[JsonDerivedType(typeof(RethrowExpression), "rethrow")]
[JsonDerivedType(typeof(UnaryExpression), "unary")]
[JsonDerivedType(typeof(BinaryExpression), "binary")]
[JsonDerivedType(typeof(TupleExpression), "tuple")]
[JsonDerivedType(typeof(TupleItemExpression), "tuple-item")]
[JsonDerivedType(typeof(ListExpression), "list")]
[JsonDerivedType(typeof(RecordExpression), "record")]
[JsonDerivedType(typeof(RecordUpdateExpression), "record-update")]
[JsonDerivedType(typeof(RecordFieldExpression), "record-field")]
[JsonDerivedType(typeof(UnionExpression), "union")]
[JsonDerivedType(typeof(IsCaseExpression), "is-case")]
[JsonDerivedType(typeof(CaseFieldExpression), "case-field")]
[JsonDerivedType(typeof(ClosureExpression), "closure")]
[JsonDerivedType(typeof(ApplyExpression), "apply")]
[JsonDerivedType(typeof(CallExpression), "call")]
[JsonDerivedType(typeof(LibraryCallExpression), "library-call")]
[JsonDerivedType(typeof(FormatExpression), "format")]
[JsonDerivedType(typeof(PrintExpression), "print")]
[JsonDerivedType(typeof(ReferenceExpression), "reference")]
[JsonDerivedType(typeof(StartExpression), "start")]
public abstract record Expression(DataType Type, SourceSpan Span);

/// <summary>A constant.</summary>
public sealed record LiteralExpression(Literal Value, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Reads a variable of the method.</summary>
public sealed record LocalExpression(Variable Variable, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Reads a field of the executing entity (or a value of the script); <paramref name="Index"/> is its place in <see cref="Operator.Fields"/>.</summary>
public sealed record FieldExpression(int Index, string Name, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Reads a <see cref="Constant"/> of the program, computing it at its first use.</summary>
public sealed record ConstantExpression(string Name, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>A reference to the executing entity.</summary>
public sealed record ThisExpression(DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Sets a variable; unit.</summary>
public sealed record AssignLocalExpression(Variable Variable, Expression Value, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Sets a field of the executing entity; unit.</summary>
public sealed record AssignFieldExpression(int Index, string Name, Expression Value, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Evaluates one after the other; the value is the last one's.</summary>
public sealed record SequenceExpression(Sequence<Expression> Items, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Evaluates one of two.</summary>
public sealed record IfExpression(Expression Condition, Expression Then, Expression Else, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>False without evaluating <paramref name="Right"/> if <paramref name="Left"/> is false.</summary>
public sealed record AndExpression(Expression Left, Expression Right, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>True without evaluating <paramref name="Right"/> if <paramref name="Left"/> is true.</summary>
public sealed record OrExpression(Expression Left, Expression Right, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Repeats while the condition holds; unit.</summary>
public sealed record WhileExpression(Expression Condition, Expression Body, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Evaluates the body with the variable set to each item of a list; unit.</summary>
public sealed record ForEachExpression(Variable Variable, Expression List, Expression Body, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Evaluates the body with the variable counted from, by step, up (or down) to and including a limit; unit. A step of 0 is a failure.</summary>
public sealed record ForRangeExpression(Variable Variable, Expression From, Expression Step, Expression To, Expression Body, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Evaluates the body; if it fails, sets the variable to the failure and evaluates the handler.</summary>
public sealed record TryExpression(Expression Body, Variable Failure, Expression Handler, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Fails again with the failure that a handler was given, unchanged.</summary>
public sealed record RethrowExpression(Expression Failure, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>An operator on one operand.</summary>
public sealed record UnaryExpression(UnaryOperator Operator, Expression Operand, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>An operator on two operands.</summary>
public sealed record BinaryExpression(BinaryOperator Operator, Expression Left, Expression Right, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Makes a tuple.</summary>
public sealed record TupleExpression(Sequence<Expression> Items, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>An item of a tuple, from 0.</summary>
public sealed record TupleItemExpression(Expression Tuple, int Index, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Makes a list.</summary>
public sealed record ListExpression(Sequence<Expression> Items, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Makes a record. <paramref name="Order"/> tells for each evaluated value which field of the type it is.</summary>
public sealed record RecordExpression(string Record, Sequence<int> Order, Sequence<Expression> Values, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>A copy of a record with some fields, given by index, set anew.</summary>
public sealed record RecordUpdateExpression(Expression Record, Sequence<int> Order, Sequence<Expression> Values, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>A field of a record.</summary>
public sealed record RecordFieldExpression(Expression Record, int Index, string Name, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Makes a value of a union.</summary>
public sealed record UnionExpression(string Union, string Case, int Tag, Sequence<Expression> Fields, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Whether a union value is of a case.</summary>
public sealed record IsCaseExpression(Expression Value, string Case, int Tag, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>A field of a union value that is known to be of a case.</summary>
public sealed record CaseFieldExpression(Expression Value, string Case, int Index, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>A function value: a method of the program with its first parameters, the captured variables, given. It never waits.</summary>
public sealed record ClosureExpression(string Method, Sequence<Expression> Captures, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Applies a function value; too few arguments give a function value again, the result of too many is applied to the rest.</summary>
public sealed record ApplyExpression(Expression Function, Sequence<Expression> Arguments, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Calls, in place, a method that never waits.</summary>
public sealed record CallExpression(string Method, Sequence<Expression> Arguments, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Calls a function of the <see cref="Library"/> with all its arguments; with none, its value.</summary>
/// <remarks>As a function value, a library function is a <see cref="ClosureExpression"/> over a method that calls it.</remarks>
public sealed record LibraryCallExpression(string Function, Sequence<Expression> Arguments, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>A text put together; the parts with a null value are literal.</summary>
public sealed record FormatExpression(Sequence<FormatPart> Parts, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Literal <paramref name="Text"/>, or a <paramref name="Value"/> and how it is written.</summary>
public sealed record FormatPart(string? Text, Expression? Value, HoleFormat? Format);

/// <summary>Prints a string, with a line end if asked; an effect of the step.</summary>
public sealed record PrintExpression(Expression Text, bool NewLine, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>A reference to an entity by key, existing or not.</summary>
public sealed record ReferenceExpression(string Entity, Expression Key, DataType Type, SourceSpan Span) : Expression(Type, Span);

/// <summary>Submits a call without waiting; the value is a handle for it. Only in scripts.</summary>
public sealed record StartExpression(Call Call, DataType Type, SourceSpan Span) : Expression(Type, Span);
