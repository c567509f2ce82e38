using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Patterns;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Binding;

/// <summary>Checks that wait until every type is known.</summary>
internal sealed class LateChecks
{
    private readonly List<(DataType Type, SourceSpan Span)> _compared = [];
    private readonly List<(DataType Type, SourceSpan Span)> _shown = [];
    private readonly List<(DataType Type, ImmutableArray<(BoundPattern Pattern, bool HasGuard)> Arms, bool MustCover, SourceSpan Span)> _matches = [];

    /// <summary>Values of the type are compared.</summary>
    public void AddCompared(DataType type, SourceSpan span) => _compared.Add((type, span));

    /// <summary>Values of the type are written into a text.</summary>
    public void AddShown(DataType type, SourceSpan span) => _shown.Add((type, span));

    /// <summary>Values of the type are matched by the arms in turn.</summary>
    /// <param name="mustCover">Whether a value that no arm matches deserves a warning.</param>
    public void AddMatch(DataType type, ImmutableArray<(BoundPattern Pattern, bool HasGuard)> arms, bool mustCover, SourceSpan span) =>
        _matches.Add((type, arms, mustCover, span));

    public void Run(BindingContext context)
    {
        foreach (var (type, span) in _compared)
        {
            if (ContainsFunction(context, type)) context.Report(BindingDiagnostics.NotComparable(context.Describe(type), span));
        }

        foreach (var (type, span) in _shown)
        {
            if (ContainsFunction(context, type)) context.Report(BindingDiagnostics.NotShowable(context.Describe(type), span));
        }

        foreach (var (type, arms, mustCover, span) in _matches)
        {
            var coverage = new MatchCoverage(context, type, arms);
            foreach (var arm in coverage.Unreachable()) context.Report(BindingDiagnostics.UnreachableArm(arm.Span));
            if (mustCover && coverage.Missing() is { } missing) context.Report(BindingDiagnostics.IncompleteMatch(missing, span));
        }
    }

    private static bool ContainsFunction(BindingContext context, DataType type) =>
        context.Inference.Any(type, part => part is FunctionType or CallType);
}
