using StateFlow.Conformance.Tests.Generated.Tree;

namespace StateFlow.Conformance.Tests.Generated;

/// <summary>Evaluates a generated program as sequential F# would: no splitting, a remote call is a call.</summary>
/// <remarks>
/// One thing cannot be had from sequential F#: a failure that leaves a remotely called member undoes the writes and prints of
/// its last step, which began with the call or when the last remote call that it made came back.
/// </remarks>
internal sealed partial class DirectEvaluator
{
    private readonly Dictionary<string, Entity> _entities;
    private readonly DirectWorld _world = new();
    private int _budget;

    private DirectEvaluator(GeneratedProgram program, int budget)
    {
        _entities = program.Entities.ToDictionary(entity => entity.Name);
        _budget = budget;
    }

    /// <summary>Evaluates the whole program.</summary>
    /// <param name="budget">How many nodes are evaluated at most.</param>
    /// <returns>What it printed and the entities it left; null if it did too much.</returns>
    public static DirectWorld? Run(GeneratedProgram program, int budget)
    {
        var evaluator = new DirectEvaluator(program, budget);
        try
        {
            evaluator.Evaluate(new Block(program.Script), DirectScope.Empty, new DirectInvocation(evaluator._world, self: null));
            return evaluator._world;
        }
        catch (Exception exception) when (exception is TooLongException or OverflowException)
        {
            return null;
        }
    }

    private object Evaluate(Node node, DirectScope scope, DirectInvocation invocation)
    {
        if (--_budget < 0) throw new TooLongException();
        switch (node)
        {
            case Constant constant: return constant.Value;
            case Local local: return scope.Variables[local.Name].Value;
            case FieldRead field: return invocation.Self!.Fields[field.Name];
            case This: return invocation.Self!.Reference;
            case Unary { Operator: "-" } unary: return checked(-(long)Value(unary.Operand));
            case Unary unary: return !Truth(unary.Operand);
            case Binary binary: return Operate(binary.Operator, Value(binary.Left), Value(binary.Right));
            case ShortCircuit { Operator: "&&" } both: return Truth(both.Left) && Truth(both.Right);
            case ShortCircuit either: return Truth(either.Left) || Truth(either.Right);
            case SomeOf some: return new SomeValue(Value(some.Item));
            case PairOf pair: return new PairValue(Value(pair.First), Value(pair.Second));
            case StatsOf stats: return new StatsValue(Number(stats.Total), Truth(stats.Valid));
            case StatsWithTotal stats: return (StatsValue)Value(stats.Record) with { Total = Number(stats.Total) };
            case StatsField { Name: "total" } stats: return ((StatsValue)Value(stats.Record)).Total;
            case StatsField stats: return ((StatsValue)Value(stats.Record)).Valid;
            case ListOf list: return list.Items.Select(Value).ToImmutableArray();
            case RangeList range: return Range(Number(range.From), Number(range.To));
            case Comprehension list: return Comprehend(list, scope, invocation);
            case Interpolated text: return string.Concat(text.Items.Select(item => item.Hole is null ? item.Text : DirectValues.Show(Value(item.Hole))));
            case MemberCall { Target: This } call: return Run(call.Member, [.. call.Arguments.Select(Value)], invocation);
            case MemberCall call: return Call((ReferenceValue)Value(call.Target), call.Member, [.. call.Arguments.Select(Value)], invocation);
            case Create create: return Construct(create, (string)Value(create.Key), Number(create.First), invocation);
            case Exists exists: return Exists(exists, (string)Value(exists.Key), invocation);
            case Get get: return new ReferenceValue(get.Entity, (string)Value(get.Key));
            case FunctionCall call: return Call(call, scope, [.. call.Arguments.Select(Value)], invocation);
            case LibraryCall call: return Call(call, scope, invocation);
            case Block block: return Run(block, scope, invocation);
            case If choice: return Truth(choice.Condition) ? Value(choice.Then) : choice.Else is null ? UnitValue.Instance : Value(choice.Else);
            case Match match: return Choose(match, scope, invocation);
            case TryWith attempt: return Try(attempt, scope, invocation);
            case Fail fail: throw new DirectFailure((string)Value(fail.Message));
            case Ignore ignore: return Do(() => Value(ignore.Value));
            case PrintLine print: return Do(() => _world.Output.Append((string)Value(print.Text)).Append('\n'));
            case Assign { IsField: true } assign:
                var assigned = Value(assign.Value);
                return Do(() => invocation.Self!.Fields[assign.Name] = assigned);
            case Assign assign: return Do(() => scope.Variables[assign.Name].Value = Value(assign.Value));
            case ForEach loop: return Do(() => Loop((ImmutableArray<object>)Value(loop.List), loop.Name, loop.Body, scope, invocation));
            case ForRange loop: return Do(() => Loop(Range(Number(loop.From), Number(loop.To)), loop.Name, loop.Body, scope, invocation));
            case While loop:
                while (Truth(loop.Condition)) Value(loop.Body);
                return UnitValue.Instance;
            default: throw new ArgumentOutOfRangeException(nameof(node), node.GetType().Name, null);
        }

        object Value(Node part) => Evaluate(part, scope, invocation);

        long Number(Node part) => (long)Value(part);

        bool Truth(Node part) => (bool)Value(part);
    }

    private static UnitValue Do(Action action)
    {
        action();
        return UnitValue.Instance;
    }

    private static object Operate(string name, object left, object right) => name switch
    {
        "+" when left is string text => text + (string)right,
        "+" => checked((long)left + (long)right),
        "-" => checked((long)left - (long)right),
        "*" => checked((long)left * (long)right),
        "%" => (long)left % (long)right,
        "<" => (long)left < (long)right,
        ">=" => (long)left >= (long)right,
        "=" => left.Equals(right),
        "<>" => !left.Equals(right),
        "::" => ((ImmutableArray<object>)right).Insert(0, left),
        "@" => ((ImmutableArray<object>)left).AddRange((ImmutableArray<object>)right),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, null),
    };

    private static ImmutableArray<object> Range(long from, long to)
    {
        var items = ImmutableArray.CreateBuilder<object>();
        for (var item = from; item <= to; item++)
        {
            if (items.Count > 1000) throw new TooLongException();
            items.Add(item);
        }

        return items.ToImmutable();
    }

    private object Run(Block block, DirectScope scope, DirectInvocation invocation)
    {
        object value = UnitValue.Instance;
        foreach (var statement in block.Statements)
        {
            switch (statement)
            {
                case Let let:
                    scope = scope.With(let.Name, Evaluate(let.Value, scope, invocation));
                    break;
                case LocalFunction function:
                    scope = scope.With(function.Name, new DirectFunction([.. function.Parameters.Select(parameter => parameter.Name)], function.Body, scope));
                    break;
                default:
                    value = Evaluate(statement, scope, invocation);
                    break;
            }
        }

        return value;
    }

    private void Loop(ImmutableArray<object> items, string name, Node body, DirectScope scope, DirectInvocation invocation)
    {
        foreach (var item in items) Evaluate(body, scope.With(name, item), invocation);
    }

    private ImmutableArray<object> Comprehend(Comprehension list, DirectScope scope, DirectInvocation invocation)
    {
        var items = ImmutableArray.CreateBuilder<object>();
        foreach (var item in (ImmutableArray<object>)Evaluate(list.List, scope, invocation))
        {
            var inner = scope.With(list.Name, item);
            if (list.Condition is null || (bool)Evaluate(list.Condition, inner, invocation)) items.Add(Evaluate(list.Item, inner, invocation));
        }

        return items.ToImmutable();
    }

    private object Try(TryWith attempt, DirectScope scope, DirectInvocation invocation)
    {
        try
        {
            return Evaluate(attempt.Body, scope, invocation);
        }
        catch (DirectFailure failure)
        {
            return Evaluate(attempt.Handler, scope.With(attempt.Failure, failure.Message), invocation);
        }
    }
}
