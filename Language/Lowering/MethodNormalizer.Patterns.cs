using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Lowering.Normal;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Lowering;

/// <content>Patterns: a test and the assignments of what the pattern binds.</content>
internal sealed partial class MethodNormalizer
{
    private void LowerMatch(BoundMatch match, Destination destination)
    {
        var subject = Temporary("value", Value(match.Scrutinee), match.Scrutinee.Span);
        LowerArms(Read(subject, match.Scrutinee.Span), match.Arms, destination, () => _builder.Emit(NoMatchFailure(match.Span, "match", subject)));
    }

    private void LowerArms(LocalExpression subject, ImmutableArray<BoundArm> arms, Destination destination, Action otherwise, int next = 0)
    {
        if (next == arms.Length)
        {
            otherwise();
            return;
        }

        var arm = arms[next];
        var (condition, bindings) = Test(arm.Pattern, subject);
        var guard = arm.Guard;
        if (guard is not null && Calls.CanWait(guard))
        {
            // The guard's own calls come between the test and the choice.
            var matched = _builder.Declare("matched", DataType.Bool, isMutable: true);
            _builder.Emit(new NormalAssign(matched, condition ?? Bool(true, arm.Pattern.Span), arm.Pattern.Span));
            var test = _builder.Nested(() =>
            {
                EmitAll(bindings);
                Lower(guard, Destination.Into(matched));
            });
            _builder.Emit(new NormalIf(Read(matched, arm.Pattern.Span), test, NormalCode.Empty, guard.Span));
            (condition, bindings) = (Read(matched, guard.Span), []);
        }
        else if (guard is not null)
        {
            condition = And(condition, Sequence([.. bindings, Pure(guard)], DataType.Bool, guard.Span));
            bindings = [];
        }

        if (condition is null)
        {
            EmitAll(bindings);
            Lower(arm.Body, destination);
            return;
        }

        var then = _builder.Nested(() =>
        {
            EmitAll(bindings);
            Lower(arm.Body, destination);
        });
        var @else = _builder.Nested(() => LowerArms(subject, arms, destination, otherwise, next + 1));
        _builder.Emit(new NormalIf(condition, then, @else, arm.Span));
    }

    /// <summary>Binds a pattern that is expected to match; emits a failure for where it does not.</summary>
    private void Bind(BoundPattern pattern, Variable value)
    {
        var (condition, bindings) = Test(pattern, Read(value, pattern.Span));
        if (condition is not null)
        {
            var failure = _builder.Nested(() => _builder.Emit(NoMatchFailure(pattern.Span, "pattern", value)));
            _builder.Emit(new NormalIf(Not(condition), failure, NormalCode.Empty, pattern.Span));
        }

        EmitAll(bindings);
    }

    private void EmitAll(ImmutableArray<Expression> assignments)
    {
        foreach (var assignment in assignments)
        {
            _builder.Emit(assignment is AssignLocalExpression local
                ? new NormalAssign(local.Variable, local.Value, local.Span)
                : new NormalEvaluate(assignment, assignment.Span));
        }
    }

    /// <summary>The condition under which the pattern matches, null if always, and the assignments that it then makes.</summary>
    private (Expression? Condition, ImmutableArray<Expression> Bindings) Test(BoundPattern pattern, Expression subject)
    {
        var span = pattern.Span;
        switch (pattern)
        {
            case BoundWildcardPattern:
                return (null, []);
            case BoundVariablePattern { Variable: LocalSymbol local }:
                return (null, [Set(VariableOf(local), subject, span)]);
            case BoundVariablePattern { Variable: ScriptValueSymbol value }:
                return (null, [context.IsConstant(value)
                    ? new ConstantExpression(context.ConstantName(value), value.Type, span)
                    : Assign(value, subject, span)]);
            case BoundLiteralPattern { Value: UnitLiteral }:
                return (null, []);
            case BoundLiteralPattern literal:
                return (new BinaryExpression(BinaryOperator.Equal, subject, new LiteralExpression(literal.Value, literal.Type, span), DataType.Bool, span), []);
            case BoundEmptyListPattern:
                return (LibraryTest("List.isEmpty", subject, span), []);
            case BoundNonePattern:
                return (LibraryTest("Option.isNone", subject, span), []);
            case BoundTuplePattern tuple:
                return TestAll(null, tuple.Items.Select((item, index) =>
                    (item, (Expression)new TupleItemExpression(subject, index, item.Type, item.Span))));
            case BoundConsPattern cons:
                return TestAll(Not(LibraryTest("List.isEmpty", subject, span)), [
                    (cons.Head, new LibraryCallExpression("List.head", [subject], cons.Head.Type, cons.Head.Span)),
                    (cons.Tail, new LibraryCallExpression("List.tail", [subject], cons.Tail.Type, cons.Tail.Span)),
                ]);
            case BoundSomePattern some:
                return TestAll(LibraryTest("Option.isSome", subject, span), [
                    (some.Item, new LibraryCallExpression("Option.get", [subject], some.Item.Type, some.Item.Span)),
                ]);
            case BoundCasePattern @case:
                return TestAll(
                    new IsCaseExpression(subject, @case.Case.Name, @case.Case.Tag, DataType.Bool, span),
                    @case.Fields.Select((field, index) =>
                        (field, (Expression)new CaseFieldExpression(subject, @case.Case.Name, index, field.Type, field.Span))));
            case BoundRecordPattern record:
                return TestAll(null, record.Fields.Select(field =>
                    (field.Pattern, (Expression)new RecordFieldExpression(subject, field.Index, context.FieldName(record.Type, field.Index), field.Pattern.Type, field.Pattern.Span))));
            case BoundFailurePattern failure:
                return Test(failure.Message, new LibraryCallExpression("failure-message", [subject], DataType.String, span));
            case BoundAsPattern @as:
                var (condition, bindings) = Test(@as.Pattern, subject);
                return (condition, bindings.Add(Set(VariableOf(@as.Variable), subject, span)));
            case BoundOrPattern or:
                return TestEither(or, subject);
            default:
                throw new ArgumentOutOfRangeException(nameof(pattern), pattern.GetType().Name, null);
        }
    }

    private (Expression? Condition, ImmutableArray<Expression> Bindings) TestAll(
        Expression? condition, IEnumerable<(BoundPattern Pattern, Expression Subject)> parts)
    {
        var bindings = ImmutableArray.CreateBuilder<Expression>();
        foreach (var (pattern, subject) in parts)
        {
            var (part, assignments) = Test(pattern, subject);
            if (part is not null) condition = And(condition, part);
            bindings.AddRange(assignments);
        }

        return (condition, bindings.ToImmutable());
    }

    private (Expression? Condition, ImmutableArray<Expression> Bindings) TestEither(BoundOrPattern or, Expression subject)
    {
        var (left, leftBindings) = Test(or.Left, subject);
        if (left is null) return (null, leftBindings);
        var (right, rightBindings) = Test(or.Right, subject);
        if (leftBindings.IsEmpty && right is not null) return (new OrExpression(left, right, DataType.Bool, or.Span), []);

        // Each side assigns the variables as it matches.
        var condition = new OrExpression(Assigning(left, leftBindings), Assigning(right, rightBindings), DataType.Bool, or.Span);
        return (condition, []);

        Expression Assigning(Expression? test, ImmutableArray<Expression> assignments) =>
            And(test, Sequence([.. assignments, Bool(true, or.Span)], DataType.Bool, or.Span));
    }

    /// <summary>The variable of a pattern's local; both sides of an or-pattern share it.</summary>
    private Variable VariableOf(LocalSymbol local) =>
        _variables.TryGetValue(local, out var known) ? known : Declare(local);

    private static LibraryCallExpression LibraryTest(string function, Expression subject, SourceSpan span) =>
        new(function, [subject], DataType.Bool, span);

    private NormalFail NoMatchFailure(SourceSpan span, string what, Variable subject) => new(NoMatchMessage(span, what, subject), span);

    private Expression NoMatch(BoundMatch match, Variable subject) => Fail(NoMatchMessage(match.Span, "match", subject), match.Type);

    private Expression NoMatch(BoundPattern pattern, Variable subject) => Fail(NoMatchMessage(pattern.Span, "pattern", subject), DataType.Unit);

    private FormatExpression NoMatchMessage(SourceSpan span, string what, Variable subject) => new(
        [
            new FormatPart(what == "match" ? "no case of this match fits the value " : "the pattern does not fit the value ", null, null),
            new FormatPart(null, Read(subject, span), new HoleFormat(HoleStyle.Structural)),
        ],
        DataType.String,
        span);

    private static LibraryCallExpression Fail(Expression message, DataType type) => new("failwith", [message], type, message.Span);
}
