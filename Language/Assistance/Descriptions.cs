using StateFlow.Language.Binding;
using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;

namespace StateFlow.Language.Assistance;

/// <summary>Describes what is declared.</summary>
internal static class Descriptions
{
    public static NameDescription? Of(string name, NameMeaning meaning) => meaning switch
    {
        ValueMeaning { Symbol: var symbol } => Of(symbol),
        FunctionMeaning { Function: var function } => Of(function),
        _ => null,
    };

    public static NameDescription Of(ValueSymbol symbol) => symbol switch
    {
        FieldSymbol { Origin: FieldOrigin.Parameter } field => new NameDescription(NameKind.Field, field.Name, $"{field.Name}: {field.Type}"),
        FieldSymbol field => new NameDescription(NameKind.Field, field.Name, $"let {(field.IsMutable ? "mutable " : "")}{field.Name} : {field.Type}"),
        ScriptValueSymbol value => new NameDescription(NameKind.Value, value.Name, $"val {(value.IsMutable ? "mutable " : "")}{value.Name} : {value.Type}"),
        LocalSymbol local => new NameDescription(NameKind.Local, local.Name, $"{(local.IsMutable ? "mutable " : "")}{local.Name} : {local.Type}"),
        _ => throw new ArgumentOutOfRangeException(nameof(symbol), symbol.GetType().Name, null),
    };

    public static NameDescription Of(FunctionSymbol function)
    {
        var parameters = Parameters(function.Parameters);
        var list = string.Concat(parameters.Select(parameter => $" ({parameter})"));
        return new NameDescription(NameKind.Function, function.Name, $"let {function.Name}{list} : {function.Result}", parameters, null);
    }

    public static NameDescription Of(MemberSymbol member)
    {
        var parameters = Parameters(member.Parameters);
        var attribute = member.IsTransactional ? "[<Transactional>] " : "";
        var list = member.IsProperty ? "" : $"({string.Join(", ", parameters)})";
        return new NameDescription(
            member.IsProperty ? NameKind.Property : NameKind.Method,
            member.Name,
            $"{attribute}member {(member.IsPrivate ? "private " : "")}{member.Entity.Name}.{member.Name}{list} : {member.Result}",
            parameters,
            member.Doc);
    }

    public static NameDescription Of(EntitySymbol entity)
    {
        var parameters = Parameters(entity.Parameters);
        return new NameDescription(NameKind.Entity, entity.Name, $"entity {entity.Name}({string.Join(", ", parameters)})", parameters, entity.Doc);
    }

    /// <summary><c>Item.Get</c> and <c>Item.Exists</c>.</summary>
    public static NameDescription? OfEntityFunction(EntitySymbol entity, string name)
    {
        var parameter = $"{entity.Key.Name}: {entity.Key.Type}";
        return name switch
        {
            "Get" => new NameDescription(
                NameKind.Method, name, $"{entity.Name}.Get({parameter}) : {entity.Name}", [parameter], "A reference to the entity of that key, be there one or not."),
            "Exists" => new NameDescription(
                NameKind.Method, name, $"{entity.Name}.Exists({parameter}) : bool", [parameter], "Whether there is an entity of that key."),
            _ => null,
        };
    }

    public static NameDescription Of(string name, TypeMeaning meaning) => meaning switch
    {
        EntityMeaning { Entity: var entity } => Of(entity),
        DefinitionMeaning { Definition: var definition } => Of(definition),
        AbbreviationMeaning abbreviation => new NameDescription(NameKind.Type, name, $"type {name} = {abbreviation.Type}"),
        _ => new NameDescription(NameKind.Type, name, $"type {name}"),
    };

    public static NameDescription Of(UnionCase unionCase)
    {
        var parameters = unionCase.Fields.Select(Notation).ToImmutableArray();
        var fields = parameters.IsEmpty ? "" : $" of {string.Join(" * ", parameters)}";
        return new NameDescription(NameKind.Case, unionCase.Name, $"{unionCase.Union}.{unionCase.Name}{fields}", parameters, null);
    }

    public static NameDescription OfField(RecordDefinition record, FieldDefinition field) =>
        new(NameKind.Field, field.Name!, $"{record.Name}.{field.Name} : {field.Type}");

    /// <summary>A function of the library; null if there is none of that name.</summary>
    public static NameDescription? OfLibrary(string name)
    {
        if (Library.Find(name) is null) return null;
        var signature = Library.Signature(name);
        return new NameDescription(NameKind.Function, name, $"{name} : {signature}", [.. CurriedParameters(signature)], null);
    }

    private static NameDescription Of(TypeDefinition definition)
    {
        var parameters = definition.TypeParameters.Count == 0 ? "" : $"<{string.Join(", ", definition.TypeParameters.Select(parameter => $"'{parameter}"))}>";
        var body = definition switch
        {
            RecordDefinition record => $"{{ {string.Join("; ", record.Fields.Select(Notation))} }}",
            UnionDefinition union => string.Join(" | ", union.Cases.Select(unionCase => CaseNotation(unionCase))),
            _ => throw new ArgumentOutOfRangeException(nameof(definition), definition.GetType().Name, null),
        };
        return new NameDescription(NameKind.Type, definition.Name, $"type {definition.Name}{parameters} = {body}");
    }

    private static string CaseNotation(UnionCase unionCase) =>
        unionCase.Fields.Count == 0 ? unionCase.Name : $"{unionCase.Name} of {string.Join(" * ", unionCase.Fields.Select(Notation))}";

    private static string Notation(FieldDefinition field) => field.Name is null ? field.Type.ToString() : $"{field.Name}: {field.Type}";

    private static ImmutableArray<string> Parameters(IEnumerable<ValueSymbol> parameters) =>
        [.. parameters.Select(parameter => $"{parameter.Name}: {parameter.Type}")];

    /// <summary>What stands before the arrows that are in no bracket.</summary>
    private static IEnumerable<string> CurriedParameters(string signature)
    {
        var (depth, start) = (0, 0);
        for (var at = 0; at < signature.Length; at++)
        {
            depth += signature[at] switch { '(' => 1, ')' => -1, _ => 0 };
            if (depth > 0 || !signature.AsSpan(at).StartsWith("->")) continue;
            yield return signature[start..at].Trim();
            start = at + "->".Length;
        }
    }
}
