using System.Text.Json.Serialization;

namespace StateFlow.DebugAdapter.Protocol;

/// <summary>A text that programs are in: a file, or one that the adapter is asked for by its reference.</summary>
internal sealed record Source(string? Name = null, string? Path = null, int? SourceReference = null);

/// <summary>A breakpoint as it was set, or why it could not be.</summary>
internal sealed record SetBreakpoint(int Id, bool Verified, string? Message = null, Source? Source = null, int? Line = null);

internal sealed record StackFrame(
    int Id, string Name, Source? Source, int Line, int Column, int? EndLine = null, int? EndColumn = null, string? PresentationHint = null);

internal sealed record Scope(string Name, int VariablesReference, bool Expensive, string? PresentationHint = null, int? NamedVariables = null, int? IndexedVariables = null);

internal sealed record Variable(
    string Name, string Value, int VariablesReference, string? Type = null, string? EvaluateName = null, int? NamedVariables = null, int? IndexedVariables = null);

internal sealed record EvaluateBody(string Result, int VariablesReference, int? NamedVariables = null, int? IndexedVariables = null);

/// <param name="DataId">What to set a breakpoint with; null, which is written, if there can be none.</param>
internal sealed record DataBreakpointInfo(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? DataId, string Description, string[]? AccessTypes = null, bool? CanPersist = null);

internal sealed record OutputBody(string Category, string Output, Source? Source = null, int? Line = null, int? Column = null);

internal sealed record StoppedBody(string Reason, string? Description = null, string? Text = null, int[]? HitBreakpointIds = null)
{
    public int ThreadId => DebugRequestHandler.ThreadId;

    public bool AllThreadsStopped => true;
}

internal sealed record ExceptionFilter(string Filter, string Label, string Description, bool Default);

/// <summary>What the adapter can do.</summary>
internal sealed record Capabilities
{
    public bool SupportsConfigurationDoneRequest => true;

    public bool SupportsFunctionBreakpoints => true;

    public bool SupportsConditionalBreakpoints => true;

    public bool SupportsHitConditionalBreakpoints => true;

    public bool SupportsLogPoints => true;

    public bool SupportsDataBreakpoints => true;

    public bool SupportsEvaluateForHovers => true;

    public bool SupportsStepBack => true;

    public bool SupportsSteppingGranularity => true;

    public bool SupportsRestartRequest => true;

    public bool SupportsTerminateRequest => true;

    public bool SupportsCompletionsRequest => true;

    public bool SupportsLoadedSourcesRequest => true;

    public bool SupportsExceptionInfoRequest => true;

    public bool SupportsDelayedStackTraceLoading => true;

    public bool SupportsClipboardContext => true;

    public ImmutableArray<ExceptionFilter> ExceptionBreakpointFilters => Breakpoints.ExceptionFilters.All;
}
