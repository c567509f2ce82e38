using StateFlow.Language.IR;

namespace StateFlow.Clients.Source;

/// <summary>The source of the records that hold entities' states, for queries.</summary>
internal sealed class StateSource(CSharpTypes types)
{
    private const string Clients = "global::StateFlow.Clients.";
    private const string Values = "global::System.Collections.Immutable.ImmutableArray<global::StateFlow.Interpreter.Values.Value>";

    public string Declare(Operator op, string name)
    {
        var fields = DefinitionSource.MemberNames(op.Fields.Select(field => field.Name), [name, "EntityType", "FromFields"])
            .Zip(op.Fields, (member, field) => (Name: member, field.Type))
            .Select((field, index) => (field.Name, field.Type, Index: index))
            .Where(field => types.IsPassed(field.Type))
            .ToList();
        var parameters = string.Join(", ", fields.Select(field => $"{types.Type(field.Type)} {field.Name}"));
        var arguments = string.Join(", ", fields.Select(field => $"{types.Converter(field.Type)}.FromValue(fields[{field.Index}], caller)"));
        var writer = new SourceWriter().Doc($"The state of an entity of type {op.Name}.");
        writer.Line($"public sealed record {name}({parameters}) : {Clients}IEntityState<{name}>").Open();
        writer.Doc("The entity's type.").Line($"public static string EntityType => {CSharpTypes.Literal(op.Name)};").Line("");
        writer.Doc("The state with such fields.").Line($"public static {name} FromFields({Values} fields, {Clients}IEntityCaller caller) =>").Indented($"new {name}({arguments});");
        return writer.Close().ToString();
    }
}
