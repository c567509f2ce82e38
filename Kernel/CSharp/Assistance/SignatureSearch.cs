using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using StateFlow.Notebooks.Cells;

namespace StateFlow.Notebooks.CSharp.Assistance;

/// <summary>What is being called at a place of a C# cell.</summary>
internal static class SignatureSearch
{
    private static readonly SymbolDisplayFormat Parameter = SymbolDisplayFormat.MinimallyQualifiedFormat.AddParameterOptions(
        SymbolDisplayParameterOptions.IncludeDefaultValue | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeType).AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.AllowDefaultLiteral);

    public static async Task<CellSignatures?> FindAsync(Document document, int position, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        if (root is null || position == 0) return null;
        var arguments = root.FindToken(position - 1).Parent?.AncestorsAndSelf().OfType<BaseArgumentListSyntax>()
            .FirstOrDefault(list => list.SpanStart < position && (position < list.Span.End || list.GetLastToken(includeZeroWidth: true).IsMissing));
        if (arguments?.Parent is not { } call) return null;
        var model = (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false))!;
        var candidates = Candidates(model, call, cancellation);
        if (candidates.IsEmpty) return null;

        var argument = arguments.Arguments.GetSeparators().Count(separator => separator.SpanStart < position);
        var given = arguments.Arguments.Count(one => !one.IsMissing && one.Span.Length > 0);
        var known = model.GetSymbolInfo(call, cancellation).Symbol;
        var active = known is null ? candidates.IndexOf(candidates.FirstOrDefault(candidate => ParametersOf(candidate).Length >= Math.Max(given, argument + 1))!) : candidates.IndexOf(known, SymbolEqualityComparer.Default);
        active = Math.Max(active, 0);
        var last = Math.Max(0, ParametersOf(candidates[active]).Length - 1);
        return new CellSignatures([.. candidates.Select(candidate => Describe(candidate, model, position))], active, Math.Min(argument, last));
    }

    private static ImmutableArray<ISymbol> Candidates(SemanticModel model, SyntaxNode call, CancellationToken cancellation) => call switch
    {
        InvocationExpressionSyntax invocation => Methods(model, invocation.Expression, cancellation),
        BaseObjectCreationExpressionSyntax creation => model.GetTypeInfo(creation, cancellation).Type is INamedTypeSymbol type
            ? [.. type.InstanceConstructors.Where(constructor => model.IsAccessible(call.SpanStart, constructor))]
            : [],
        ElementAccessExpressionSyntax access => [.. model.GetTypeInfo(access.Expression, cancellation).Type?.GetMembers().OfType<IPropertySymbol>().Where(property => property.IsIndexer) ?? []],
        ConstructorInitializerSyntax initializer => model.GetSymbolInfo(initializer, cancellation) is var info
            ? [.. info.CandidateSymbols.Append(info.Symbol).OfType<ISymbol>()]
            : [],
        _ => [],
    };

    private static ImmutableArray<ISymbol> Methods(SemanticModel model, ExpressionSyntax expression, CancellationToken cancellation)
    {
        var group = model.GetMemberGroup(expression, cancellation);
        if (!group.IsEmpty) return group;
        return model.GetTypeInfo(expression, cancellation).Type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } ? [invoke] : [];
    }

    private static ImmutableArray<IParameterSymbol> ParametersOf(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.Parameters,
        IPropertySymbol property => property.Parameters,
        _ => [],
    };

    private static CellSignature Describe(ISymbol symbol, SemanticModel model, int position)
    {
        ImmutableArray<string> parameters = [.. ParametersOf(symbol).Select(parameter => parameter.ToMinimalDisplayString(model, position, Parameter))];
        var name = symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? symbol.ContainingType.Name : symbol.Name;
        var result = symbol switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } => "",
            IMethodSymbol method => method.ReturnType.ToMinimalDisplayString(model, position) + " ",
            IPropertySymbol property => property.Type.ToMinimalDisplayString(model, position) + " ",
            _ => "",
        };
        var (open, close) = symbol is IPropertySymbol ? ("[", "]") : ("(", ")");
        return new CellSignature($"{result}{name}{open}{string.Join(", ", parameters)}{close}", Summary(symbol), parameters);
    }

    private static string? Summary(ISymbol symbol)
    {
        var xml = symbol.GetDocumentationCommentXml();
        if (string.IsNullOrEmpty(xml)) return null;
        try
        {
            var summary = XElement.Parse($"<doc>{xml}</doc>").Descendants("summary").FirstOrDefault()?.Value;
            return summary is null ? null : string.Join(' ', summary.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        }
        catch (System.Xml.XmlException)
        {
            return null;
        }
    }
}
