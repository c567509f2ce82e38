using StateFlow.DebugAdapter.Protocol;

namespace StateFlow.DebugAdapter.Breakpoints;

/// <summary>The failures that a client can choose to stop at.</summary>
internal static class ExceptionFilters
{
    /// <summary>Every failure.</summary>
    public const string Failures = "failures";

    /// <summary>Those that end the script.</summary>
    public const string Uncaught = "uncaught";

    public static ImmutableArray<ExceptionFilter> All { get; } =
    [
        new(Failures, "All failures", "Stops before a failure arises, whether or not it is handled.", false),
        new(Uncaught, "Uncaught failures", "Stops where the failure arose that has ended the script.", true),
    ];
}
