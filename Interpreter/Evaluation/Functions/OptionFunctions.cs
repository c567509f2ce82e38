using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Evaluation.Functions;

/// <summary>The functions of <c>Option</c>.</summary>
internal static class OptionFunctions
{
    public static Dictionary<string, LibraryBody> Bodies => new()
    {
        ["Some"] = call => OptionValue.Some(call[0]),
        ["None"] = _ => OptionValue.None,
        ["Option.map"] = call => call.Option(1).Item is { } item ? OptionValue.Some(call.Apply(0, item)) : OptionValue.None,
        ["Option.bind"] = call => call.Option(1).Item is { } item ? call.Apply(0, item) : OptionValue.None,
        ["Option.iter"] = call => call.Option(1).Item is { } item ? call.Apply(0, item) : UnitValue.Instance,
        ["Option.filter"] = call => call.Option(1).Item is { } item && call.Test(0, item) ? call[1] : OptionValue.None,
        ["Option.exists"] = call => BoolValue.Of(call.Option(1).Item is { } item && call.Test(0, item)),
        ["Option.forall"] = call => BoolValue.Of(call.Option(1).Item is not { } item || call.Test(0, item)),
        ["Option.fold"] = call => call.Option(2).Item is { } item ? call.Apply(0, call[1], item) : call[1],
        ["Option.defaultValue"] = call => call.Option(1).Item ?? call[0],
        ["Option.orElse"] = call => call.Option(1).Item is null ? call[0] : call[1],
        ["Option.isSome"] = call => BoolValue.Of(call.Option(0).Item is not null),
        ["Option.isNone"] = call => BoolValue.Of(call.Option(0).Item is null),
        ["Option.get"] = call => call.Option(0).Item ?? throw call.Failure("Option.get: the option is None"),
        ["Option.count"] = call => IntValue.Of(call.Option(0).Item is null ? 0 : 1),
        ["Option.toList"] = call => call.Option(0).Item is { } item ? ListValue.Of(item) : ListValue.Empty,
    };
}
