using StateFlow.Language.IR;
using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.Lowering.Normal;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Lowering;

/// <summary>
/// The pass that brings a program into normal form: every call that may wait becomes a statement of its own, in the order of
/// evaluation; patterns become tests, comprehensions and library functions with remote calls loops, lambdas and local functions
/// methods.
/// </summary>
internal static class Normalize
{
    public static NormalProgram Run(AnalyzedProgram program) =>
        Run(program, program.Dependence.ConstantsOfEntities(program.Program), LoweredNames.Empty).Program;

    /// <summary>Normalizes a submission that follows earlier ones.</summary>
    /// <param name="constants">Which of its values are constants.</param>
    public static (NormalProgram Program, LoweredNames Names) Run(
        AnalyzedProgram analyzed, IReadOnlySet<ScriptValueSymbol> constants, LoweredNames earlier)
    {
        var (program, calls) = (analyzed.Program, analyzed.Calls);
        var state = program.ScriptValues.Where(value => !constants.Contains(value)).ToImmutableArray();
        var context = new NormalizationContext(program, calls, constants, state, earlier);
        foreach (var entity in program.Entities) context.UniqueName(entity.Name);
        foreach (var entity in program.Entities) PlaceFields(entity, context, calls);

        var operators = program.Entities.Select(entity => Operator(entity, context)).ToImmutableArray();
        var script = Script(program, state, context);
        var values = constants.OrderBy(value => value.Span.Start.Offset).Select(value => Constant(value, context)).ToImmutableArray();
        return (new NormalProgram(program.Types, operators, script, [.. context.SharedMethods], values), context.Names);
    }

    /// <summary>State is the key, the other constructor parameters that members use, and the <c>let</c>s.</summary>
    private static void PlaceFields(EntitySymbol entity, NormalizationContext context, CallAnalysis calls)
    {
        foreach (var (field, index) in StateOf(entity, calls).Select((field, index) => (field, index))) context.PlaceField(field, index);
    }

    private static IEnumerable<FieldSymbol> StateOf(EntitySymbol entity, CallAnalysis calls)
    {
        var used = FieldUses.Of(entity, calls);
        return entity.Parameters.Where(parameter => parameter == entity.Key || used.Contains(parameter))
            .OrderBy(parameter => parameter == entity.Key ? 0 : 1)
            .Concat(entity.Fields.Select(field => field.Field));
    }

    private static NormalOperator Operator(EntitySymbol entity, NormalizationContext context)
    {
        var methods = new List<NormalMethod>();
        var initializer = new MethodSignature(
            context.UniqueName($"{entity.Name}.new"), MethodKind.Initializer, IsPrivate: true, IsTransactional: false, CanWait: false, [], DataType.Unit, entity.Span);
        methods.Add(MethodNormalizer.NormalizeInitializer(context, methods, initializer, entity));

        foreach (var member in entity.Members)
        {
            var signature = new MethodSignature(
                context.UniqueName($"{entity.Name}.{member.Name}"),
                member.IsProperty ? MethodKind.Property : MethodKind.Method,
                member.IsPrivate,
                member.IsTransactional,
                context.Calls.CanWait(member),
                [],
                member.Result,
                member.Span.To(member.Body.Span));
            methods.Add(MethodNormalizer.Normalize(context, methods, signature, member.Parameters, member.Body));
        }

        var invariants = ImmutableArray.CreateBuilder<Invariant>();
        foreach (var invariant in entity.Invariants)
        {
            var signature = new MethodSignature(
                context.UniqueName($"{entity.Name}.invariant"), MethodKind.Invariant, IsPrivate: true, IsTransactional: false, CanWait: false, [], DataType.Bool, invariant.Span);
            methods.Add(MethodNormalizer.Normalize(context, methods, signature, [], invariant.Condition));
            invariants.Add(new Invariant(signature.Name, invariant.Text, invariant.Span));
        }

        var fields = entity.Parameters.Concat(entity.Fields.Select(field => field.Field))
            .Where(context.IsStored)
            .OrderBy(context.FieldIndex)
            .Select(field => new Field(field.Name, field.Type, field.IsMutable));
        return new NormalOperator(
            entity.Name,
            context.FieldIndex(entity.Key),
            entity.Parameters.IndexOf(entity.Key),
            [.. fields],
            initializer.Name,
            [.. methods],
            invariants.ToImmutable(),
            entity.Doc,
            entity.Span);
    }

    private static NormalOperator Script(BoundProgram program, ImmutableArray<ScriptValueSymbol> state, NormalizationContext context)
    {
        var methods = new List<NormalMethod>();
        var span = program.Statements is [var first, .., var last] ? first.Span.To(last.Span)
            : program.Statements is [var only] ? only.Span
            : SourceSpan.None;
        var result = program.Statements is [.., BoundExpressionStatement value] ? value.Expression.Type : DataType.Unit;
        var signature = new MethodSignature(
            context.UniqueName(Program.ScriptName), MethodKind.Script, IsPrivate: true, IsTransactional: false, CanWait: true, [], result, span);
        var readers = context.Calls.Spread(UsesState);
        foreach (var function in program.Functions)
        {
            var home = context.Calls.CanWait(function) || readers.Contains(function) ? methods : context.SharedMethods;
            home.Add(Function(function, context, home));
        }

        methods.Insert(0, MethodNormalizer.NormalizeScript(context, methods, signature, program.Statements));
        return new NormalOperator(
            Program.ScriptName,
            KeyField: -1,
            KeyParameter: -1,
            [.. state.Select(value => new Field(value.Name, value.Type, value.IsMutable))],
            Initializer: null,
            [.. methods],
            [],
            Doc: null,
            span);

        bool UsesState(object callable)
        {
            var facts = context.Calls.Facts(callable);
            return facts.ScriptValues.Any(use => !context.IsConstant(use.Value)) || facts.LocalFunctions.Any(UsesState);
        }
    }

    private static NormalMethod Function(FunctionSymbol function, NormalizationContext context, List<NormalMethod> methods)
    {
        var signature = new MethodSignature(
            context.MethodName(function),
            MethodKind.Function,
            IsPrivate: true,
            IsTransactional: false,
            context.Calls.CanWait(function),
            [],
            function.Result,
            function.Span.To(function.Body.Span));
        return MethodNormalizer.Normalize(context, methods, signature, function.Parameters, function.Body);
    }

    private static Constant Constant(ScriptValueSymbol value, NormalizationContext context)
    {
        var name = context.ConstantName(value);
        var signature = new MethodSignature(
            context.UniqueName($"{name}/value"), MethodKind.Constant, IsPrivate: true, IsTransactional: false, CanWait: false, [], value.Type, value.Initializer!.Span);
        context.SharedMethods.Add(MethodNormalizer.Normalize(context, context.SharedMethods, signature, [], value.Initializer));
        return new Constant(name, value.Type, signature.Name);
    }
}
