using StateFlow.Language.Binding.Inference;
using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Lowering;

namespace StateFlow.Language.Submissions;

/// <summary>In what a submission differs from the earlier definitions of what it defines again.</summary>
internal sealed class DefinitionChanges
{
    /// <summary>Methods of entities that are gone or have another signature; initializers stand for creation.</summary>
    private readonly HashSet<string> _methods = [];

    /// <summary>Entities whose key is of another type.</summary>
    private readonly HashSet<string> _keys = [];

    private DefinitionChanges(HashSet<string> types, bool isEmpty) => (Types, IsEmpty) = (types, isEmpty);

    /// <summary>Types of which earlier values are no longer values.</summary>
    public IReadOnlySet<string> Types { get; }

    /// <summary>Whether nothing is defined again.</summary>
    public bool IsEmpty { get; }

    /// <param name="declared">The types and entities of the submission.</param>
    public static DefinitionChanges Between(ProgramParts earlier, ProgramParts next, IReadOnlySet<string> declared)
    {
        var changes = new DefinitionChanges(
            ChangedTypes(earlier, next),
            !earlier.Operators.Any(op => declared.Contains(op.Name)) && !earlier.Types.Any(type => declared.Contains(type.Name)));
        foreach (var op in next.Operators)
        {
            if (earlier.Operators.FirstOrDefault(other => other.Name == op.Name) is { } before) changes.Compare(before, op);
        }

        return changes;
    }

    /// <summary>Whether values of that type may no longer be values of it.</summary>
    public bool Affects(DataType type) =>
        (type is NamedType named && Types.Contains(named.Name))
        || (type is EntityType entity && (Types.Contains(entity.Name) || _keys.Contains(entity.Name)))
        || TypeStructure.Parts(type).Any(Affects);

    /// <summary>The entity or type because of which an earlier method is no longer right; null if it still is.</summary>
    public string? OutdatedBy(Method method) =>
        method.Variables.Select(variable => variable.Type).Append(method.Result).Where(Affects).Select(NameIn).FirstOrDefault()
        ?? method.Blocks.Select(OutdatedBy).FirstOrDefault(cause => cause is not null);

    private string? OutdatedBy(Block block)
    {
        IEnumerable<Call> calls = block.Terminator switch
        {
            CallTerminator call => [call.Call],
            ForkTerminator fork => fork.Branches.Select(branch => branch.Call),
            _ => [],
        };
        return calls.Select(OutdatedBy).FirstOrDefault(cause => cause is not null)
            ?? ExpressionChildren.Of(block).Select(OutdatedBy).FirstOrDefault(cause => cause is not null);
    }

    private string? OutdatedBy(Call call) => call switch
    {
        InvokeCall invoke when _methods.Contains(invoke.Method) => invoke.Entity,
        CreateCall create when _methods.Contains($"{create.Entity}.new") => create.Entity,
        ExistsCall exists when _keys.Contains(exists.Entity) => exists.Entity,
        _ => null,
    };

    private string? OutdatedBy(Expression expression)
    {
        if (Affects(expression.Type)) return NameIn(expression.Type);
        var own = expression switch
        {
            StartExpression start => OutdatedBy(start.Call),
            ReferenceExpression reference when _keys.Contains(reference.Entity) => reference.Entity,
            _ => null,
        };
        return own ?? ExpressionChildren.Of(expression).Select(OutdatedBy).FirstOrDefault(cause => cause is not null);
    }

    private string NameIn(DataType type) => type switch
    {
        NamedType named when Types.Contains(named.Name) => named.Name,
        EntityType entity => entity.Name,
        _ => TypeStructure.Parts(type).Where(Affects).Select(NameIn).First(),
    };

    private void Compare(Operator before, Operator after)
    {
        if (!before.Fields[before.KeyField].Type.Equals(after.Fields[after.KeyField].Type)) _keys.Add(before.Name);
        foreach (var method in before.Methods.Where(method => method.Kind is MethodKind.Method or MethodKind.Property or MethodKind.Initializer))
        {
            var same = after.Methods.FirstOrDefault(other => other.Name == method.Name);
            if (same is null || !HasSameSignature(method, same)) _methods.Add(method.Name);
        }
    }

    private static bool HasSameSignature(Method before, Method after) =>
        before.Kind == after.Kind
        && (before.IsPrivate || !after.IsPrivate)
        && before.Result.Equals(after.Result)
        && before.Parameters.Select(parameter => parameter.Type).SequenceEqual(after.Parameters.Select(parameter => parameter.Type));

    /// <summary>The types that are defined otherwise than before, and those that contain one.</summary>
    private static HashSet<string> ChangedTypes(ProgramParts earlier, ProgramParts next)
    {
        var types = next.Types.ToDictionary(type => type.Name);
        var operators = next.Operators.Select(op => op.Name).ToHashSet();
        var changed = earlier.Types
            .Where(type => operators.Contains(type.Name) || (types.TryGetValue(type.Name, out var after) && !after.Equals(type)))
            .Select(type => type.Name)
            .Concat(earlier.Operators.Where(op => types.ContainsKey(op.Name)).Select(op => op.Name))
            .ToHashSet();
        if (changed.Count == 0) return changed;

        while (earlier.Types.Where(type => !changed.Contains(type.Name) && FieldsOf(type).Any(Mentions)).Select(type => type.Name).ToList() is { Count: > 0 } more)
            changed.UnionWith(more);
        return changed;

        bool Mentions(DataType type) =>
            (type is NamedType named && changed.Contains(named.Name)) || (type is EntityType entity && changed.Contains(entity.Name)) || TypeStructure.Parts(type).Any(Mentions);
    }

    private static IEnumerable<DataType> FieldsOf(TypeDefinition type) => type switch
    {
        RecordDefinition record => record.Fields.Select(field => field.Type),
        UnionDefinition union => union.Cases.SelectMany(unionCase => unionCase.Fields).Select(field => field.Type),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
