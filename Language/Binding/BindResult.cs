using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Binding;

/// <summary>What binding gives.</summary>
/// <param name="Program">What this submission declares and does.</param>
/// <param name="Scope">What the next submission sees, if this one has no errors.</param>
/// <param name="Diagnostics">By file, then by position.</param>
internal sealed record BindResult(BoundProgram Program, GlobalScope Scope, ImmutableArray<Diagnostic> Diagnostics);
