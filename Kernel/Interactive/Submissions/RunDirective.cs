using Microsoft.DotNet.Interactive.Commands;

namespace StateFlow.Interactive.Submissions;

/// <summary>Executes a directive such as <c>#!graph</c>; its arguments are taken from the submission.</summary>
public sealed class RunDirective : KernelDirectiveCommand
{
    /// <summary>The directive's name with <c>#!</c>, which .NET Interactive fills in.</summary>
    public string InvokedDirective { get; set; } = "";
}
