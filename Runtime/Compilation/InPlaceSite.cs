using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Runtime.Compilation;

/// <summary>A call in place that compiled code makes: what a failure's chain names.</summary>
/// <param name="Callee">The method that is called.</param>
internal readonly record struct InPlaceSite(Method Callee, SourceSpan Span);
