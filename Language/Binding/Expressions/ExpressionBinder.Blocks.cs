using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Patterns;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax.Tree;
using Expression = StateFlow.Language.Syntax.Tree.Expression;

namespace StateFlow.Language.Binding.Expressions;

// Blocks and their lines, and the script's lines.
internal sealed partial class ExpressionBinder
{
    /// <summary>Binds a line of the script; its names are seen by the lines after it.</summary>
    public ImmutableArray<BoundStatement> BindTopLevel(BlockItem item)
    {
        StartTopLevelItem();
        ImmutableArray<BoundStatement> statements = item switch
        {
            LetItem let when AsFunction(let) is { } function => [BindFunctions(function, isLocal: false)],
            LetItem let => BindTopLevelLet(let),
            ParallelLetItem let => [BindParallelLet(let, NewScriptValue(isMutable: false))],
            LetFunctionItem functions => [BindFunctions(functions, isLocal: false)],
            _ => [BindItem(item)],
        };
        SettleAll();
        return statements;
    }

    /// <summary>Binds the last expression of a submission, whose value gets a name.</summary>
    public ScriptValueSymbol BindLastValue(ExpressionItem item, string name)
    {
        StartTopLevelItem();
        var value = BindScoped(item.Expression, Inference.Fresh());
        SettleAll();
        var symbol = _context.Track(new ScriptValueSymbol(name, value.Type, isMutable: false, item.Span));
        symbol.Initializer = value;
        return symbol;
    }

    /// <summary>Makes names known whose declarations are reported already.</summary>
    public void DeclareBroken(ImmutableArray<Name> names)
    {
        foreach (var name in names) _names = _names.SetItem(name.Text, new BrokenName());
    }

    private BoundBlock BindBlock(BlockExpression block, DataType expected)
    {
        var outer = _names;
        var statements = ImmutableArray.CreateBuilder<BoundStatement>(block.Items.Length);
        foreach (var item in block.Items[..^1]) statements.Add(BindItem(item));
        statements.Add(BindLast(block.Items[^1], expected));
        _names = outer;
        return new BoundBlock(statements.MoveToImmutable(), expected, block.Span);
    }

    private BoundStatement BindLast(BlockItem item, DataType expected)
    {
        switch (item)
        {
            case ExpressionItem { Expression: var expression }:
                return new BoundExpressionStatement(Bind(expression, expected), item.Span);
            case ErrorBlockItem:
                return new BoundExpressionStatement(new BoundError(expected, item.Span), item.Span);
            default:
                var statement = BindItem(item);
                _context.Report(BindingDiagnostics.UnfinishedBlock(item.Span, _context.IsAtEnd(item.Span)));
                return statement;
        }
    }

    private BoundStatement BindItem(BlockItem item)
    {
        switch (item)
        {
            case ExpressionItem { Expression: var expression }:
                return new BoundExpressionStatement(BindDiscarded(expression), item.Span);
            case LetItem let when AsFunction(let) is { } function:
                return BindFunctions(function, isLocal: true);
            case LetItem let:
                return BindLet(let, let.IsMutable ? NewMutableVariable : NewLocalVariable);
            case LetFunctionItem functions:
                return BindFunctions(functions, isLocal: true);
            case ParallelLetItem let:
                return BindParallelLet(let, NewLocalVariable);
            case ErrorBlockItem broken:
                DeclareBroken(broken.DeclaredNames);
                return new BoundExpressionStatement(new BoundError(DataType.Unit, item.Span), item.Span);
            default:
                throw new ArgumentOutOfRangeException(nameof(item));
        }
    }

    /// <summary>Binds an expression whose value nobody takes; warns if there is one.</summary>
    private BoundExpression BindDiscarded(Expression expression)
    {
        var type = Inference.Fresh();
        var bound = BindScoped(expression, type);
        SettleAll();
        WarnIfDiscarded(expression, type);
        return bound;
    }

    private void WarnIfDiscarded(Expression expression, DataType type)
    {
        if (Inference.Unify(type, DataType.Unit)) return;
        var last = LastOf(expression);
        _context.Report(Inference.Resolve(type) is FunctionType
            ? BindingDiagnostics.DiscardedFunction(_context.Describe(type), last.Span)
            : BindingDiagnostics.DiscardedValue(_context.Describe(type), last is InfixExpression { Operator.Text: "=" }, last.Span));
    }

    private static Expression LastOf(Expression expression) =>
        expression is BlockExpression { Items: [.., ExpressionItem { Expression: var last }] } ? LastOf(last) : expression;

    private BoundLet BindLet(LetItem let, Func<Name, DataType, ValueSymbol> newVariable)
    {
        DataType type = let.Type is { } annotation ? _types.Bind(annotation) : Inference.Fresh();
        var value = BindScoped(let.Value, type);
        SettleAll();
        return new BoundLet(BindIrrefutable(let.Pattern, type, newVariable), value, let.Span);
    }

    private ImmutableArray<BoundStatement> BindTopLevelLet(LetItem let)
    {
        // An 'as' pattern binds locals only, so the script's values get them from a tuple.
        if (ContainsAs(let.Pattern)) return BindTopLevelLetWithAs(let);
        var bound = BindLet(let, NewScriptValue(let.IsMutable));
        if (bound.Pattern is BoundVariablePattern { Variable: ScriptValueSymbol variable }) variable.Initializer = bound.Value;
        return [bound];
    }

    private ImmutableArray<BoundStatement> BindTopLevelLetWithAs(LetItem let)
    {
        var outer = _names;
        var locals = new List<ValueSymbol>();
        var inner = BindLet(let, (name, type) =>
        {
            var local = NewLocalVariable(name, type);
            locals.Add(local);
            return local;
        });
        _names = outer;
        var patterns = ImmutableArray.CreateBuilder<BoundPattern>();
        var values = ImmutableArray.CreateBuilder<BoundExpression>();
        foreach (var local in locals)
        {
            var variable = NewScriptValue(isMutable: false)(new Name(local.Name, local.Span), local.Type);
            _names = _names.SetItem(local.Name, new ValueMeaning(variable, _functionDepth));
            patterns.Add(new BoundVariablePattern(variable, variable.Type, variable.Span));
            values.Add(new BoundValue(local, local.Type, local.Span));
        }

        if (locals.Count == 1)
        {
            return [new BoundLet(patterns[0], Evaluation.After([inner], values[0]), let.Span)];
        }

        var tuple = new TupleType(values.Select(value => value.Type).ToSequence());
        return
        [
            new BoundLet(
                new BoundTuplePattern(patterns.ToImmutable(), tuple, let.Pattern.Span),
                Evaluation.After([inner], new BoundTuple(values.ToImmutable(), tuple, let.Pattern.Span)),
                let.Span),
        ];
    }

    private BoundParallelLet BindParallelLet(ParallelLetItem let, Func<Name, DataType, ValueSymbol> newVariable)
    {
        var values = ImmutableArray.CreateBuilder<BoundExpression>(let.Bindings.Length);
        foreach (var binding in let.Bindings)
        {
            DataType type = binding.Type is { } annotation ? _types.Bind(annotation) : Inference.Fresh();
            var value = BindScoped(binding.Value, type);
            SettleAll();
            if (!Evaluation.IsRemoteCall(value)) _context.Report(BindingDiagnostics.NotAnEntityCall("let!", binding.Value.Span));
            values.Add(value);
        }

        var variables = new PatternVariables(newVariable);
        var bindings = let.Bindings.Zip(values, (binding, value) =>
        {
            var pattern = _patterns.Bind(binding.Pattern, value.Type, variables);
            CheckCovers(pattern);
            return new BoundParallelBinding(pattern, value, binding.Span);
        }).ToImmutableArray();
        Declare(variables);
        return new BoundParallelLet(bindings, let.Span);
    }

    /// <summary>Binds a pattern that is to match every value, and declares its variables.</summary>
    private BoundPattern BindIrrefutable(Pattern pattern, DataType type, Func<Name, DataType, ValueSymbol> newVariable)
    {
        var messages = _context.Diagnostics.Count;
        var bound = BindPattern(pattern, type, newVariable, warnsOfUppercase: false);
        if (messages == _context.Diagnostics.Count) CheckCovers(bound);
        return bound;
    }

    private void CheckCovers(BoundPattern pattern)
    {
        if (pattern is BoundVariablePattern or BoundWildcardPattern) return;
        _context.LateChecks.AddMatch(pattern.Type, [(pattern, false)], mustCover: true, pattern.Span);
    }

    private BoundPattern BindPattern(Pattern pattern, DataType type, Func<Name, DataType, ValueSymbol> newVariable, bool warnsOfUppercase)
    {
        var variables = new PatternVariables(newVariable) { WarnsOfUppercase = warnsOfUppercase };
        var bound = _patterns.Bind(pattern, type, variables);
        Declare(variables);
        return bound;
    }

    private void Declare(PatternVariables variables)
    {
        foreach (var variable in variables.Variables) Declare(variable);
    }

    private void Declare(ValueSymbol variable) =>
        _names = _names.SetItem(variable.Name, new ValueMeaning(variable, _functionDepth));

    private ValueSymbol NewLocalVariable(Name name, DataType type) => _context.NewLocal(name.Text, type, name.Span);

    private ValueSymbol NewMutableVariable(Name name, DataType type) => _context.NewLocal(name.Text, type, name.Span, isMutable: true);

    private Func<Name, DataType, ValueSymbol> NewScriptValue(bool isMutable) =>
        (name, type) => _context.Track(new ScriptValueSymbol(name.Text, type, isMutable, name.Span));

    private static bool ContainsAs(Pattern pattern) => pattern switch
    {
        AsPattern => true,
        TuplePattern tuple => tuple.Items.Any(ContainsAs),
        ListPattern list => list.Items.Any(ContainsAs),
        ConsPattern cons => ContainsAs(cons.Head) || ContainsAs(cons.Tail),
        CasePattern { Argument: { } argument } => ContainsAs(argument),
        RecordPattern record => record.Fields.Any(field => ContainsAs(field.Pattern)),
        OrPattern or => ContainsAs(or.Left) || ContainsAs(or.Right),
        TypedPattern typed => ContainsAs(typed.Pattern),
        _ => false,
    };
}
