namespace StateFlow.DebugAdapter.Protocol;

/// <summary>Arguments of a request that takes none that matter here.</summary>
internal sealed record NoArguments;

internal sealed record InitializeArguments(bool LinesStartAt1 = true, bool ColumnsStartAt1 = true, bool SupportsInvalidatedEvent = false);

internal sealed record SetBreakpointsArguments(Source Source, SourceBreakpoint[]? Breakpoints = null);

/// <summary>A line to stop at, as the client counts lines.</summary>
internal sealed record SourceBreakpoint(int Line, string? Condition = null, string? HitCondition = null, string? LogMessage = null);

internal sealed record SetFunctionBreakpointsArguments(FunctionBreakpoint[] Breakpoints);

internal sealed record FunctionBreakpoint(string Name, string? Condition = null, string? HitCondition = null);

internal sealed record SetDataBreakpointsArguments(DataBreakpoint[] Breakpoints);

internal sealed record DataBreakpoint(string DataId, string? Condition = null, string? HitCondition = null);

internal sealed record DataBreakpointInfoArguments(string Name, int? VariablesReference = null);

internal sealed record SetExceptionBreakpointsArguments(string[] Filters);

internal sealed record StackTraceArguments(int StartFrame = 0, int Levels = 0);

internal sealed record ScopesArguments(int FrameId);

internal sealed record VariablesArguments(int VariablesReference, string? Filter = null, int Start = 0, int Count = 0);

internal sealed record EvaluateArguments(string Expression, int? FrameId = null, string? Context = null);

internal sealed record CompletionsArguments(string Text, int Column, int? FrameId = null);

/// <param name="Granularity"><c>statement</c>, <c>line</c> or <c>instruction</c>; and, of our own, <c>block</c>, <c>event</c> and <c>transaction</c>.</param>
internal sealed record StepArguments(string? Granularity = null);

internal sealed record SourceArguments(Source? Source = null, int SourceReference = 0);

internal sealed record GoToEventArguments(long Event);

internal sealed record ChooseArguments(int Ready);

/// <param name="Arguments">How to launch from now on; null for as before.</param>
internal sealed record RestartArguments(Launching.LaunchArguments? Arguments = null);
