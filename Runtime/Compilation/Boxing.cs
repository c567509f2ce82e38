using System.Linq.Expressions;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Runtime.Execution;

namespace StateFlow.Runtime.Compilation;

/// <summary>Code that turns what compiled code holds into <see cref="Value"/>s, and back.</summary>
internal sealed class Boxing(ClrTypes types)
{
    /// <summary>Code that gives a value as one of another type of the language: they differ where one of them is generic.</summary>
    public Expression Convert(Expression value, DataType from, DataType to) => (from, to) switch
    {
        _ when value.Type == types.Of(to) => value,
        (_, TypeParameter) => Box(value, from),
        (TypeParameter, _) => Unbox(value, to),
        _ => Expression.Convert(value, types.Of(to)),
    };

    /// <summary>Code that gives a <see cref="Value"/>.</summary>
    public Expression Box(Expression value, DataType type) => type switch
    {
        _ when typeof(Value).IsAssignableFrom(value.Type) => Expression.Convert(value, typeof(Value)),
        _ when TakenFrom(value) is { } boxed => Expression.Convert(boxed, typeof(Value)),
        EntityType entity => Expression.Convert(
            Expression.New(typeof(EntityReference).GetConstructor([typeof(string), typeof(Value)])!, Expression.Constant(entity.Name), BoxPrimitive(value)),
            typeof(Value)),
        _ => BoxPrimitive(value),
    };

    /// <summary>Code that takes a <see cref="Value"/> apart.</summary>
    public Expression Unbox(Expression value, DataType type) => type switch
    {
        EntityType => Expression.Call(
            typeof(EntityKey), nameof(EntityKey.FromValue), [types.Of(type)], Expression.Property(Expression.Convert(value, typeof(EntityReference)), nameof(EntityReference.Key))),
        _ => Unbox(value, types.Of(type)),
    };

    /// <summary>Code that takes a <see cref="Value"/> apart that is no reference to an entity.</summary>
    public static Expression Unbox(Expression value, Type type) => PrimitiveValue(type) is { } boxed
        ? Expression.Property(Expression.Convert(value, boxed), "Value")
        : Expression.Convert(value, type);

    /// <summary>Code that gives a value held in another way; one that is held unboxed is no reference to an entity.</summary>
    public static Expression Held(Expression value, Type type) =>
        value.Type == type ? value
        : value.Type == typeof(Value) ? Unbox(value, type)
        : type == typeof(Value) && !typeof(Value).IsAssignableFrom(value.Type) ? BoxPrimitive(value)
        : Expression.Convert(value, type);

    /// <summary>The value that code takes apart only to have it put together again; null if it does something else.</summary>
    private static Expression? TakenFrom(Expression value) => value switch
    {
        MemberExpression { Expression: UnaryExpression { NodeType: ExpressionType.Convert } boxed, Member.Name: nameof(IntValue.Value) }
            when PrimitiveValue(value.Type) == boxed.Type => boxed,
        MethodCallExpression { Method: { Name: nameof(EntityKey.FromValue) } method, Arguments: [MemberExpression { Expression: { } reference }] }
            when method.DeclaringType == typeof(EntityKey) && reference.Type == typeof(EntityReference) => reference,
        _ => null,
    };

    private static Expression BoxPrimitive(Expression value) => Expression.Convert(
        value.Type switch
        {
            var type when type == typeof(long) => Expression.Call(typeof(IntValue), nameof(IntValue.Of), null, value),
            var type when type == typeof(bool) => Expression.Call(typeof(BoolValue), nameof(BoolValue.Of), null, value),
            var type when type == typeof(double) => Expression.New(typeof(FloatValue).GetConstructor([typeof(double)])!, value),
            var type when type == typeof(string) => Expression.New(typeof(StringValue).GetConstructor([typeof(string)])!, value),
            var type => throw new ArgumentException($"{type} is not held unboxed", nameof(value)),
        },
        typeof(Value));

    private static Type? PrimitiveValue(Type type) =>
        type == typeof(long) ? typeof(IntValue)
        : type == typeof(bool) ? typeof(BoolValue)
        : type == typeof(double) ? typeof(FloatValue)
        : type == typeof(string) ? typeof(StringValue)
        : null;
}
