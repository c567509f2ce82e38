using StateFlow.Language.Binding.Inference;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Binding.Declarations;

/// <summary>What may be stored in an entity or sent in a call: everything but functions and started calls.</summary>
internal static class StoredTypes
{
    /// <summary>The type, or the error type if values of it cannot be stored, which is reported.</summary>
    public static DataType Check(BindingContext context, DataType type, string what, SourceSpan span)
    {
        Diagnostic? refusal =
            context.Inference.Any(type, part => part is FunctionType) ? BindingDiagnostics.FunctionStored(what, context.Describe(type), span)
            : context.Inference.Any(type, part => part is CallType) ? BindingDiagnostics.CallStored(what, context.Describe(type), span)
            : null;
        if (refusal is null) return type;
        context.Report(refusal);
        return ErrorType.Instance;
    }
}
