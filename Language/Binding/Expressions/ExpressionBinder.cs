using System.Runtime.CompilerServices;
using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Declarations;
using StateFlow.Language.Binding.Inference;
using StateFlow.Language.Binding.Patterns;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax.Tree;
using Expression = StateFlow.Language.Syntax.Tree.Expression;
using IfExpression = StateFlow.Language.Syntax.Tree.IfExpression;
using ListExpression = StateFlow.Language.Syntax.Tree.ListExpression;
using LiteralExpression = StateFlow.Language.Syntax.Tree.LiteralExpression;
using RecordExpression = StateFlow.Language.Syntax.Tree.RecordExpression;
using RecordUpdateExpression = StateFlow.Language.Syntax.Tree.RecordUpdateExpression;
using TryExpression = StateFlow.Language.Syntax.Tree.TryExpression;
using TupleExpression = StateFlow.Language.Syntax.Tree.TupleExpression;
using WhileExpression = StateFlow.Language.Syntax.Tree.WhileExpression;

namespace StateFlow.Language.Binding.Expressions;

/// <summary>Binds the expressions of the script, or of one entity.</summary>
/// <remarks>
/// Each expression is bound with the type that its surroundings expect, so that a mismatch is reported at the
/// innermost expression that has the wrong type.
/// </remarks>
internal sealed partial class ExpressionBinder
{
    private readonly BindingContext _context;
    private readonly EntitySymbol? _entity;
    private readonly TypeBinder _types;
    private readonly PatternBinder _patterns;
    private ImmutableDictionary<string, NameMeaning> _names;
    private int _functionDepth;

    /// <summary>Mutables that have been reported in the function being bound: one report for each will do.</summary>
    private readonly HashSet<LocalSymbol> _reportedCaptures = [];

    /// <param name="entity">The entity whose code is bound; null for the script.</param>
    public ExpressionBinder(BindingContext context, ImmutableDictionary<string, NameMeaning> names, EntitySymbol? entity)
    {
        _context = context;
        _names = names;
        _entity = entity;
        _types = new TypeBinder(context, FindTypeParameter);
        _patterns = new PatternBinder(context, _types);
    }

    /// <summary>The names that the next line sees.</summary>
    public ImmutableDictionary<string, NameMeaning> Names
    {
        get => _names;
        set => _names = value;
    }

    private TypeInference Inference => _context.Inference;

    /// <summary>Binds the whole of a body, after which all its accesses are settled.</summary>
    public BoundExpression BindBody(Expression expression, DataType expected)
    {
        var bound = Bind(expression, expected);
        SettleAll();
        return bound;
    }

    private BoundExpression Bind(Expression expression, DataType expected)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            _context.IsNestedTooDeeply = true;
            _context.Report(BindingDiagnostics.NestedTooDeeply(expression.Span));
            return new BoundError(expected, expression.Span);
        }

        return expression switch
        {
            ErrorExpression => new BoundError(expected, expression.Span),
            LiteralExpression literal => BindLiteral(literal, expected),
            NameExpression or MemberAccessExpression => AsValue(BindCallee(expression), expected, expression.Span),
            OperatorExpression symbol => BindOperatorFunction(symbol, expected),
            ApplicationExpression application => BindApplication(application, expected),
            InfixExpression infix => BindInfix(infix, expected),
            PrefixExpression prefix => BindPrefix(prefix, expected),
            IfExpression conditional => BindIf(conditional, expected),
            MatchExpression match => BindMatch(match, expected),
            FunctionExpression function => BindFunctionExpression(function, expected),
            TryExpression attempt => BindTry(attempt, expected),
            LambdaExpression lambda => BindLambda(lambda, expected),
            BlockExpression block => BindBlock(block, expected),
            AssignmentExpression assignment => Checked(BindAssignment(assignment), expected),
            ForExpression loop => Checked(BindFor(loop, body => BindDiscarded(body)), expected),
            WhileExpression loop => Checked(BindWhile(loop, body => BindDiscarded(body)), expected),
            TupleExpression tuple => BindTuple(tuple, expected),
            ListExpression list => BindList(list, expected),
            RangeExpression range => Checked(BindRange(range), expected),
            ComprehensionExpression comprehension => BindComprehension(comprehension, expected),
            YieldExpression yield => BindStrayYield(yield, expected),
            RecordExpression record => BindRecord(record, expected),
            RecordUpdateExpression update => BindRecordUpdate(update, expected),
            IndexExpression index => BindIndex(index, expected),
            TypedExpression typed => BindTyped(typed, expected),
            InterpolatedStringExpression text => Checked(BindInterpolation(text), expected),
            _ => throw new ArgumentOutOfRangeException(nameof(expression)),
        };
    }

    private BoundExpression Checked(BoundExpression expression, DataType expected)
    {
        _context.Expect(expected, expression.Type, expression.Span);
        return expression;
    }

    private BoundLiteral BindLiteral(LiteralExpression literal, DataType expected)
    {
        var isWholeFloat = literal.Value is IntLiteral && Inference.Resolve(expected).Equals(DataType.Float);
        var hint = isWholeFloat ? $"write `{((IntLiteral)literal.Value).Value}.0`" : null;
        _context.Expect(expected, literal.Value.Type, literal.Span, hint);
        return new BoundLiteral(literal.Value, literal.Span);
    }

    private BoundIf BindIf(IfExpression syntax, DataType expected)
    {
        var condition = Bind(syntax.Condition, DataType.Bool);
        if (syntax.Else is { } otherwise)
        {
            return new BoundIf(condition, BindScoped(syntax.Then, expected), BindScoped(otherwise, expected), expected, syntax.Span);
        }

        var type = Inference.Fresh();
        var then = BindScoped(syntax.Then, type);
        if (!Inference.Unify(type, DataType.Unit)) _context.Report(BindingDiagnostics.MissingElse(_context.Describe(type), then.Span));
        else _context.Expect(expected, DataType.Unit, syntax.Span);
        return new BoundIf(condition, then, new BoundLiteral(Literal.Unit, syntax.Span), DataType.Unit, syntax.Span);
    }

    private BoundMatch BindMatch(MatchExpression syntax, DataType expected)
    {
        var type = Inference.Fresh();
        var scrutinee = Bind(syntax.Scrutinee, type);
        return BindMatch(scrutinee, syntax, syntax.Arms, expected);
    }

    private BoundMatch BindMatch(BoundExpression scrutinee, Expression syntax, ImmutableArray<MatchArm> arms, DataType expected)
    {
        var place = syntax is MatchExpression match ? match.Scrutinee.Span : syntax.Span;
        return new BoundMatch(scrutinee, BindArms(arms, scrutinee.Type, true, place, body => BindScoped(body, expected)), expected, syntax.Span);
    }

    private BoundTry BindTry(TryExpression syntax, DataType expected)
    {
        var body = BindScoped(syntax.Body, expected);
        var handlers = BindArms(syntax.Handlers, DataType.Exception, false, syntax.Span, handler => BindScoped(handler, expected));
        return new BoundTry(body, handlers, expected, syntax.Span);
    }

    private ImmutableArray<BoundArm> BindArms(
        ImmutableArray<MatchArm> arms,
        DataType type,
        bool mustCover,
        Syntax.SourceSpan place,
        Func<Expression, BoundExpression> bindBody)
    {
        var bound = ImmutableArray.CreateBuilder<BoundArm>(arms.Length);
        var isSound = true;
        foreach (var arm in arms)
        {
            var outer = _names;
            var messages = _context.Diagnostics.Count;
            var pattern = BindPattern(arm.Pattern, type, NewLocalVariable, warnsOfUppercase: true);
            isSound &= messages == _context.Diagnostics.Count;
            var guard = arm.Guard is null ? null : Bind(arm.Guard, DataType.Bool);
            bound.Add(new BoundArm(pattern, guard, bindBody(arm.Body), arm.Span));
            _names = outer;
        }

        // A pattern with a mistake says nothing about the others.
        if (!isSound) return bound.MoveToImmutable();

        // As in F#, a case after 'Failure m' is not thought to be superfluous.
        _context.LateChecks.AddMatch(type, [.. bound.Select(arm => (arm.Pattern, arm.Guard is not null || IsFailure(arm.Pattern)))], mustCover, place);
        return bound.MoveToImmutable();
    }

    private static bool IsFailure(BoundPattern pattern) => pattern switch
    {
        BoundFailurePattern => true,
        BoundAsPattern { Pattern: var inner } => IsFailure(inner),
        BoundOrPattern { Left: var left, Right: var right } => IsFailure(left) && IsFailure(right),
        _ => false,
    };

    private BoundTuple BindTuple(TupleExpression tuple, DataType expected)
    {
        var types = tuple.Items.Select(_ => (DataType)Inference.Fresh()).ToImmutableArray();
        var type = new TupleType(new Sequence<DataType>(types));
        var isExpected = Inference.Unify(expected, type);
        var bound = new BoundTuple([.. tuple.Items.Zip(types, Bind)], type, tuple.Span);
        if (!isExpected) _context.Expect(expected, type, tuple.Span);
        return bound;
    }

    private BoundExpression BindTyped(TypedExpression typed, DataType expected)
    {
        var type = _types.Bind(typed.Type);
        var bound = Bind(typed.Expression, type);
        _context.Expect(expected, type, typed.Span);
        return bound;
    }

    /// <summary>Binds an expression whose own <c>let</c>s end with it.</summary>
    private BoundExpression BindScoped(Expression expression, DataType expected)
    {
        var outer = _names;
        var bound = Bind(expression, expected);
        _names = outer;
        return bound;
    }
}
