using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Inference;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Language.Syntax.Tree;
using LiteralExpression = StateFlow.Language.Syntax.Tree.LiteralExpression;

namespace StateFlow.Language.Binding.Expressions;

// sprintf and its like, interpolated strings.
internal sealed partial class ExpressionBinder
{
    private BoundFormat BindInterpolation(InterpolatedStringExpression text) =>
        new([.. text.Parts.Select(BindInterpolationPart)], text.Span);

    private BoundFormatPart BindInterpolationPart(InterpolationPart part)
    {
        switch (part)
        {
            case InterpolationText { Text: var text }:
                return new BoundFormatText(text);
            case InterpolationHole hole:
                var (format, type) = HoleFormatOf(hole);
                var deferred = _deferred.Count;
                var value = BindScoped(hole.Expression, type);
                SettleKnown(deferred);
                _context.LateChecks.AddShown(value.Type, hole.Expression.Span);
                return new BoundFormatHole(value, Aligned(format, hole.Alignment));
            default:
                throw new ArgumentOutOfRangeException(nameof(part));
        }
    }

    private static HoleFormat Aligned(HoleFormat format, int alignment) =>
        alignment == 0 ? format : format with { Width = Math.Abs(alignment), AlignLeft = alignment < 0 };

    private (HoleFormat Format, DataType Type) HoleFormatOf(InterpolationHole hole)
    {
        if (hole.Specifier is { } specifier)
        {
            if (FormatString.ParseSpecifier(specifier) is { } known) return (known.Format, known.Type ?? Inference.Fresh());
            _context.Report(BindingDiagnostics.UnknownFormatSpecifier(specifier, hole.Span));
        }
        else if (hole.Format is { } format)
        {
            if (FormatString.ParseHoleFormat(format) is { } known) return (known, DataType.Float);
            _context.Report(BindingDiagnostics.UnknownHoleFormat(format, hole.Span));
        }

        return (new HoleFormat(HoleStyle.Shown), Inference.Fresh());
    }

    private BoundExpression ApplyFormat(FormatCallee callee, ImmutableArray<Argument> arguments, DataType expected, SourceSpan span)
    {
        switch (arguments[0])
        {
            case WrittenArgument { Expression: LiteralExpression { Value: StringLiteral { Value: var text } } literal }:
                return ApplyFormat(callee, FormatString.Parse(text), literal.Span, arguments[1..], expected, span);
            case WrittenArgument { Expression: InterpolatedStringExpression text }:
                if (arguments.Length > 1)
                {
                    _context.Report(BindingDiagnostics.ArgumentCount($"`{callee.Name}` with an interpolated string", 1, arguments.Length, arguments[1].Span));
                    BindAll(arguments[1..]);
                }

                return Checked(Write(callee, BindInterpolation(text), span), expected);
            default:
                var type = Inference.Fresh();
                BindArgument(arguments[0], type);
                if (Inference.Resolve(type) is not ErrorType) _context.Report(BindingDiagnostics.FormatNotLiteral(callee.Name, arguments[0].Span));
                BindAll(arguments[1..]);
                return new BoundError(ErrorType.Instance, span);
        }
    }

    private BoundExpression ApplyFormat(
        FormatCallee callee,
        FormatString format,
        SourceSpan formatSpan,
        ImmutableArray<Argument> arguments,
        DataType expected,
        SourceSpan span)
    {
        foreach (var specifier in format.Unknown) _context.Report(BindingDiagnostics.UnknownFormatSpecifier(specifier, formatSpan));
        var types = format.Parts.OfType<FormatHole>().Select(hole => hole.Type ?? Inference.Fresh()).ToImmutableArray();
        if (!format.Unknown.IsEmpty)
        {
            BindAll(arguments);
            return new BoundError(ErrorType.Instance, span);
        }

        if (arguments.Length > types.Length)
        {
            _context.Report(BindingDiagnostics.ArgumentCount($"this format of `{callee.Name}`", types.Length, arguments.Length, arguments[types.Length].Span));
            BindAll(arguments);
            return Checked(new BoundError(ResultOf(callee), span), expected);
        }

        var type = TypeStructure.Function(types.Skip(arguments.Length), ResultOf(callee));
        Inference.Unify(expected, type);
        var given = BindArguments(arguments, types[..arguments.Length]);
        foreach (var (shown, i) in types.Select((shown, i) => (shown, i)))
        {
            _context.LateChecks.AddShown(shown, i < given.Length ? given[i].Span : formatSpan);
        }

        return Checked(arguments.Length == types.Length ? Write(callee, Fill(format, given, formatSpan), span) : WaitForMore(callee, format, given, types, type, span), expected);
    }

    /// <summary><c>printfn "%s %d" "a"</c>: a function of what is missing.</summary>
    private BoundExpression WaitForMore(
        FormatCallee callee,
        FormatString format,
        ImmutableArray<BoundExpression> given,
        ImmutableArray<DataType> types,
        DataType type,
        SourceSpan span)
    {
        var lets = new List<BoundStatement>();
        var named = given.Select(value => Evaluation.Named(_context, value, "_given", lets)).ToImmutableArray();
        var parameters = types.Skip(given.Length).Select((missing, i) => _context.NewLocal($"_arg{i + 1}", missing, span)).ToImmutableArray();
        ImmutableArray<BoundExpression> values = [.. named, .. parameters.Select(parameter => new BoundValue(parameter, parameter.Type, span))];
        return Evaluation.After(lets, new BoundLambda(parameters, Write(callee, Fill(format, values, span), span), type, span));
    }

    private static BoundFormat Fill(FormatString format, ImmutableArray<BoundExpression> values, SourceSpan span)
    {
        var next = 0;
        var parts = ImmutableArray.CreateBuilder<BoundFormatPart>(format.Parts.Length);
        foreach (var part in format.Parts)
        {
            parts.Add(part is FormatHole hole ? new BoundFormatHole(values[next++], hole.Format) : new BoundFormatText(((FormatText)part).Text));
        }

        return new BoundFormat(parts.MoveToImmutable(), span);
    }

    private static DataType ResultOf(FormatCallee callee) => callee.Name == "sprintf" ? DataType.String : DataType.Unit;

    private static BoundExpression Write(FormatCallee callee, BoundFormat text, SourceSpan span) => callee.Name switch
    {
        "sprintf" => text with { Span = span },
        _ => new BoundPrint(text, callee.Name == "printfn", span),
    };
}
