using StateFlow.Language.Binding;
using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.Lowering;
using StateFlow.Language.Lowering.Normal;
using StateFlow.Language.Syntax;
using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Submissions;

/// <summary>The passes of a submission that follows earlier ones. Only what it declares itself is bound and lowered.</summary>
internal static class SubmissionCompiler
{
    public static Submission Compile(SubmissionScope previous, ImmutableArray<SourceText> sources)
    {
        var parsed = sources.Select(Parser.Parse).ToImmutableArray();
        ImmutableArray<Diagnostic> syntax = [.. parsed.SelectMany(result => result.Diagnostics)];
        if (!syntax.IsEmpty && syntax.All(diagnostic => diagnostic.IsIncomplete))
            return Refused(previous, Compiler.InSourceOrder(syntax, sources), isIncomplete: true);

        var types = DeclaredTypes(parsed).ToImmutableArray();
        var (analyzed, diagnostics) = Analyze(previous, parsed, sources);
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == Severity.Error).ToList();
        if (errors.Count > 0) return Refused(previous, diagnostics, errors.All(error => error.IsIncomplete));

        var bound = analyzed.Program;
        var declared = Declared(bound);
        var (parts, names) = Lower.Run(analyzed, Constants(analyzed), Release(previous, declared));
        var (program, scope, redefinition) = Join(previous, declared, parts, analyzed.Scope, sources);
        var next = new SubmissionScope(scope, names, previous.Functions.AddRange(bound.Functions), program);
        return new Submission(
            program,
            Compiler.InSourceOrder([.. diagnostics, .. RedefinitionDiagnostics.Of(redefinition, types.Select(name => name.Span).FirstOrDefault())], sources),
            Declarations(bound, names),
            Value(bound, names),
            redefinition,
            next,
            IsIncomplete: false);
    }

    /// <summary>The methods of a submission in normal form; null if it has errors.</summary>
    public static NormalProgram? Normalized(SubmissionScope previous, ImmutableArray<SourceText> sources)
    {
        var (analyzed, diagnostics) = Analyze(previous, [.. sources.Select(Parser.Parse)], sources);
        return diagnostics.Any(diagnostic => diagnostic.Severity == Severity.Error)
            ? null
            : Normalize.Run(analyzed, Constants(analyzed), Release(previous, Declared(analyzed.Program))).Program;
    }

    /// <summary>What binding and the checks make of a submission, which may have errors.</summary>
    private static (AnalyzedProgram Program, ImmutableArray<Diagnostic> Diagnostics) Analyze(
        SubmissionScope previous, ImmutableArray<ParseResult> parsed, ImmutableArray<SourceText> sources)
    {
        var names = previous.Names.WithoutMembersOf(DeclaredTypes(parsed).Select(name => name.Text).ToHashSet());
        var bound = Binder.Bind([.. parsed.Select(result => result.Unit)], names, keepsValue: true);
        var calls = CallAnalysis.Of(bound.Program, previous.Functions);
        var dependence = new ScriptDependence(calls);
        var diagnostics = parsed.SelectMany(result => result.Diagnostics)
            .Concat(bound.Diagnostics)
            .Concat(EntityCallChecks.Check(bound.Program, calls, dependence));
        return (new AnalyzedProgram(bound.Program, calls, dependence, bound.Scope), Compiler.InSourceOrder(diagnostics, sources));
    }

    private static HashSet<string> Declared(BoundProgram program) =>
        program.Entities.Select(entity => entity.Name).Concat(program.Types.Select(type => type.Name)).ToHashSet();

    private static HashSet<ScriptValueSymbol> Constants(AnalyzedProgram analyzed) =>
        analyzed.Program.ScriptValues.Where(analyzed.Dependence.IsConstant).ToHashSet();

    private static Submission Refused(SubmissionScope previous, ImmutableArray<Diagnostic> diagnostics, bool isIncomplete) =>
        new(null, diagnostics, [], null, Redefinition.None, previous, isIncomplete);

    private static IEnumerable<Name> DeclaredTypes(IEnumerable<ParseResult> parsed) => parsed.SelectMany(result => result.Unit.Items).Select(item => item switch
    {
        EntityDeclaration entity => entity.Name,
        RecordDeclaration record => record.Name,
        UnionDeclaration union => union.Name,
        AbbreviationDeclaration abbreviation => abbreviation.Name,
        _ => null,
    }).OfType<Name>();

    /// <summary>The names of lowered code, those of entities that are declared anew free again.</summary>
    private static LoweredNames Release(SubmissionScope previous, HashSet<string> declared)
    {
        if (previous.Program is not { } program) return previous.Lowered;
        var replaced = program.Operators.Where(op => declared.Contains(op.Name)).ToList();
        var names = replaced.SelectMany(op => op.Methods).Select(method => method.Name).Concat(replaced.Select(op => op.Name));
        return previous.Lowered with { Names = previous.Lowered.Names.Except(names) };
    }

    private static (Program Program, GlobalScope Scope, Redefinition Redefinition) Join(
        SubmissionScope previous, HashSet<string> declared, ProgramParts parts, GlobalScope scope, ImmutableArray<SourceText> sources)
    {
        if (previous.Program is not { } program) return (parts.Assemble(sources), scope, Redefinition.None);
        var earlier = ProgramParts.Of(program);
        var joined = earlier.FollowedBy(parts);
        ImmutableArray<SourceText> texts = [.. program.Sources.Where(text => sources.All(source => source.File != text.File)), .. sources];
        var changes = DefinitionChanges.Between(earlier, parts, declared);
        if (changes.IsEmpty) return (joined.Assemble(texts), scope, Redefinition.None);

        var own = parts.Operators.Append(parts.Script).SelectMany(op => op.Methods).Concat(parts.Functions).ToHashSet();
        var outdated = new List<Method>();
        joined = joined.Replace(method =>
        {
            if (own.Contains(method) || changes.OutdatedBy(method) is not { } cause) return method;
            outdated.Add(method);
            return OutdatedMethod.Of(method, cause);
        });
        var values = scope.Names
            .Where(entry => entry.Value is ValueMeaning { Symbol: var symbol } && previous.Names.Names.GetValueOrDefault(entry.Key) == entry.Value && changes.Affects(symbol.Type))
            .Select(entry => entry.Key)
            .Order(StringComparer.Ordinal)
            .ToImmutableArray();
        var redefinition = new Redefinition(
            [.. earlier.Operators.Where(op => declared.Contains(op.Name) || op.Fields.Any(field => changes.Affects(field.Type))).Select(op => op.Name)],
            [.. changes.Types.Order(StringComparer.Ordinal)],
            values,
            [.. outdated.Where(method => method.Kind is MethodKind.Method or MethodKind.Property or MethodKind.Function).Select(method => method.Name)]);
        return (joined.Assemble(texts), scope with { Names = scope.Names.RemoveRange(values) }, redefinition);
    }

    private static ImmutableArray<Declaration> Declarations(BoundProgram program, LoweredNames names) =>
    [
        .. program.Entities.Select(entity => new Declaration(entity.Name, DeclarationKind.Entity, entity.Type, false, null, entity.Span))
            .Concat(program.Types.Select(type => new Declaration(type.Name, DeclarationKind.Type, null, false, null, SourceSpan.None)))
            .Concat(program.Functions.Select(function => new Declaration(function.Name, DeclarationKind.Function, TypeOf(function), false, null, function.Span)))
            .Concat(program.ScriptValues.Select(value => Declaration.Of(value, names)))
            .OrderBy(declaration => declaration.Span.Start),
    ];

    private static Declaration? Value(BoundProgram program, LoweredNames names) =>
        program.ScriptValues.LastOrDefault() is { Name: Binder.LastValue } value && program.Statements[^1].Span == value.Span ? Declaration.Of(value, names) : null;

    private static DataType TypeOf(FunctionSymbol function) => function.Parameters.Reverse()
        .Aggregate(function.Result, (result, parameter) => new FunctionType(parameter.Type, result));
}
