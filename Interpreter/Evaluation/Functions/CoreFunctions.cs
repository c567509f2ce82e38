using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Evaluation.Functions;

/// <summary>The functions without a module.</summary>
internal static class CoreFunctions
{
    public static Dictionary<string, LibraryBody> Bodies => new()
    {
        ["failwith"] = call => throw call.Failure(call.Text(0)),
        ["ignore"] = _ => UnitValue.Instance,
        ["not"] = call => BoolValue.Of(!call.Site.Bool(call[0])),
        ["fst"] = call => call.Pair(call[0]).Items[0],
        ["snd"] = call => call.Pair(call[0]).Items[1],
        ["id"] = call => call[0],
        ["compare"] = call => IntValue.Of(ValueComparer.Total.Compare(call[0], call[1])),
        ["string"] = call => new StringValue(ValueNotation.Shown(call[0])),
        ["failure-message"] = call => new StringValue(call.Site.As<FailureValue>(call[0]).Failure.Message),
    };
}
