using System.Diagnostics;
using System.Globalization;
using StateFlow.Interpreter.Values;

namespace StateFlow.Runtime.Telemetry;

/// <summary>The attributes that spans and measurements have.</summary>
internal static class SpanTags
{
    public const string Member = "stateflow.member";
    public const string ErrorType = "error.type";

    /// <summary>The value of <see cref="ErrorType"/> for a failure of the program; else it is the name of an exception's type.</summary>
    public const string Failure = "failure";

    public static void Set(Activity span, EntityReference target, string method) => span
        .SetTag("stateflow.entity", target.Entity)
        .SetTag("stateflow.key", target.Key is StringValue text ? text.Value : string.Create(CultureInfo.InvariantCulture, $"{target.Key}"))
        .SetTag(Member, method);
}
