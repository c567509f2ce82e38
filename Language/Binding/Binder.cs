using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Declarations;
using StateFlow.Language.Binding.Expressions;
using StateFlow.Language.Binding.Inference;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Binding;

/// <summary>The pass from the syntax tree to the bound tree: names, types, inference, checks.</summary>
internal static class Binder
{
    /// <summary>The name that the value of a submission's last expression gets.</summary>
    internal const string LastValue = "it";

    /// <summary>Binds files that are one program, or a submission that follows earlier ones.</summary>
    /// <param name="previous">What the earlier submissions declare.</param>
    /// <param name="keepsValue">Whether the value of a last expression becomes the script value <c>it</c>, unless it is <c>()</c>.</param>
    internal static BindResult Bind(ImmutableArray<CompilationUnit> units, GlobalScope previous, bool keepsValue = false)
    {
        var context = new BindingContext(previous, units.Select(unit => unit.Source));
        ImmutableArray<TopLevelItem> items = [.. units.SelectMany(unit => unit.Items)];
        var declarations = new DeclarationBinder(context);
        declarations.Bind(items);

        // Members have annotated signatures, so the script can be bound before them; they see all of its names.
        var names = previous.Names.RemoveRange(declarations.Entities.Select(entity => entity.Entity.Name));
        var (statements, scriptNames, last) = BindScript(context, items, names, keepsValue);
        foreach (var (syntax, entity) in declarations.Entities)
        {
            new EntityBinder(context, scriptNames, syntax, entity, context.TextOf).Bind();
        }

        context.LateChecks.Run(context);
        if (context.IsNestedTooDeeply) return new BindResult(new BoundProgram([], [], [], [], []), previous, Sort(context.Diagnostics, units));
        var solutions = new SolutionWriter(context.Inference);
        solutions.Write(context.Values, context.Functions, declarations.Entities.Select(entity => entity.Entity));
        var hasValue = last is not null && !last.Type.Equals(DataType.Unit) && last.Type is not ErrorType;
        if (hasValue) scriptNames = scriptNames.SetItem(last!.Name, new ValueMeaning(last, FunctionDepth: 0));
        var program = new BoundProgram(
            [.. declarations.Entities.Select(entity => entity.Entity)],
            [.. declarations.Definitions],
            [.. context.Functions.Where(function => !function.IsLocal)],
            [.. context.Values.OfType<ScriptValueSymbol>().Where(value => value != last || hasValue)],
            [.. statements.Select(solutions.Write), .. last is null ? [] : new[] { Last(last, hasValue) }]);
        var scope = new GlobalScope(scriptNames, context.Types.ToImmutable(), context.Cases.ToImmutable(), context.RecordsByField.ToImmutable());
        return new BindResult(program, scope, Sort(context.Diagnostics, units)) { Values = [.. context.Values], Functions = [.. context.Functions] };
    }

    private static BoundStatement Last(ScriptValueSymbol value, bool hasValue) => hasValue
        ? new BoundLet(new BoundVariablePattern(value, value.Type, value.Span), value.Initializer!, value.Span)
        : new BoundExpressionStatement(value.Initializer!, value.Span);

    private static (ImmutableArray<BoundStatement> Statements, ImmutableDictionary<string, NameMeaning> Names, ScriptValueSymbol? Last) BindScript(
        BindingContext context,
        ImmutableArray<TopLevelItem> items,
        ImmutableDictionary<string, NameMeaning> names,
        bool keepsValue)
    {
        foreach (var name in items.OfType<StatementItem>().SelectMany(item => NamesOf(item.Statement))) context.TopLevelNames.TryAdd(name.Text, name.Span);
        var binder = new ExpressionBinder(context, names, entity: null);
        var statements = ImmutableArray.CreateBuilder<BoundStatement>();
        ScriptValueSymbol? last = null;
        foreach (var item in items)
        {
            if (keepsValue && item == items[^1] && item is StatementItem { Statement: ExpressionItem value }) last = binder.BindLastValue(value, LastValue);
            else if (item is StatementItem { Statement: var statement }) statements.AddRange(binder.BindTopLevel(statement));
            else if (item is ErrorItem { DeclaredNames: var broken }) binder.DeclareBroken(broken);
        }

        return (statements.ToImmutable(), binder.Names, last);
    }

    private static IEnumerable<Name> NamesOf(BlockItem statement) => statement switch
    {
        LetFunctionItem functions => functions.Functions.Select(function => function.Name),
        LetItem { Pattern: NamePattern { Name: var name } } => [name],
        _ => [],
    };

    private static ImmutableArray<Diagnostic> Sort(IEnumerable<Diagnostic> diagnostics, ImmutableArray<CompilationUnit> units)
    {
        var order = new Dictionary<string, int>();
        foreach (var unit in units) order.TryAdd(unit.Source.File, order.Count);
        return
        [
            .. diagnostics
                .Distinct()
                .OrderBy(diagnostic => order.GetValueOrDefault(diagnostic.Span.File, int.MaxValue))
                .ThenBy(diagnostic => diagnostic.Span.Start),
        ];
    }
}
