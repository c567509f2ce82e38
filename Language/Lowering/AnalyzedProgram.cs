using StateFlow.Language.Binding;
using StateFlow.Language.Binding.BoundTree;

namespace StateFlow.Language.Lowering;

/// <summary>A program without errors, and what is known of its calls: what lowering starts from.</summary>
internal sealed record AnalyzedProgram(BoundProgram Program, CallAnalysis Calls, ScriptDependence Dependence, GlobalScope Scope);
