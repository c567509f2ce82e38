using System.Text.Json.Nodes;
using StateFlow.Http.Json;
using StateFlow.Http.Requests;
using StateFlow.Language.IR;

namespace StateFlow.Http.OpenApi;

/// <summary>The description of a program's entities as OpenAPI 3.1.</summary>
internal static class OpenApiDocument
{
    private const string JsonType = "application/json";

    public static string Of(Program program, EntityTable table)
    {
        var schemas = new TypeSchemas(table.Types);
        var paths = new JsonObject();
        foreach (var entry in table.Entities) Add(paths, entry, schemas);
        var definitions = schemas.Definitions();
        definitions["problem"] = Problem();
        return ValueWriter.Text(new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject { ["title"] = string.Join(", ", program.Sources.Select(source => Path.GetFileName(source.File))), ["version"] = "1" },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = definitions },
        });
    }

    private static void Add(JsonObject paths, EntityEntry entry, TypeSchemas schemas)
    {
        var name = entry.Operator.Name;
        var path = $"{EntityEndpoints.Prefix}/{Uri.EscapeDataString(name)}/{{key}}";
        var create = Operation($"{name}.create", entry.Operator.Doc ?? $"Creates an entity of type {name}.", name, schemas.Of(new EntityType(name)), 201);
        create["parameters"] = IdempotencyKey();
        create["requestBody"] = Body([.. entry.CreationParameters], schemas);
        paths[path] = new JsonObject
        {
            ["parameters"] = Key(entry, schemas),
            ["put"] = create,
            ["get"] = Operation($"{name}.get", "The properties; each is read on its own.", name, schemas.Object(entry.Properties.Select(property => (property.ShortName, property.Result))), 200),
        };
        foreach (var member in entry.Members)
        {
            var operation = Operation(member.Name, member.IsTransactional ? "A transaction." : null, name, member.Result == DataType.Unit ? null : schemas.Of(member.Result), member.Result == DataType.Unit ? 204 : 200);
            var isMethod = member.Kind == MethodKind.Method;
            if (isMethod) operation["requestBody"] = Body(member.Parameters, schemas);
            if (isMethod) operation["parameters"] = IdempotencyKey();
            paths[$"{path}/{Uri.EscapeDataString(member.ShortName)}"] = new JsonObject { ["parameters"] = Key(entry, schemas), [isMethod ? "post" : "get"] = operation };
        }
    }

    private static JsonObject Operation(string id, string? description, string tag, JsonObject? result, int status)
    {
        var success = new JsonObject { ["description"] = result is null ? "Done." : "The answer." };
        if (result is not null) success["content"] = new JsonObject { [JsonType] = new JsonObject { ["schema"] = result } };
        var operation = new JsonObject
        {
            ["operationId"] = id,
            ["tags"] = new JsonArray(tag),
            ["responses"] = new JsonObject
            {
                [$"{status}"] = success,
                ["default"] = new JsonObject
                {
                    ["description"] = "Why there is none.",
                    ["content"] = new JsonObject { [ProblemException.ContentType] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/problem" } } },
                },
            },
        };
        if (description is not null) operation["description"] = description;
        return operation;
    }

    private static JsonObject Body(IReadOnlyList<Variable> parameters, TypeSchemas schemas) => new()
    {
        ["required"] = parameters.Any(parameter => parameter.Type is not OptionType),
        ["content"] = new JsonObject { [JsonType] = new JsonObject { ["schema"] = schemas.Object(parameters.Select(parameter => (parameter.Name, parameter.Type))) } },
    };

    private static JsonArray IdempotencyKey() => new(new JsonObject
    {
        ["name"] = EntityHandler.IdHeader,
        ["in"] = "header",
        ["schema"] = new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = EntityHandler.MaxIdLength },
    });

    private static JsonArray Key(EntityEntry entry, TypeSchemas schemas) =>
        new(new JsonObject { ["name"] = "key", ["in"] = "path", ["required"] = true, ["schema"] = schemas.Of(entry.KeyType) });

    private static JsonObject Problem() => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject(new[] { "title", "status", "detail", "path", "position", "chain" }.Select(name => KeyValuePair.Create(name, (JsonNode?)(name switch
        {
            "status" => new JsonObject { ["type"] = "integer" },
            "chain" => new JsonObject { ["type"] = "array", ["items"] = new JsonObject { ["type"] = "object" } },
            _ => new JsonObject { ["type"] = "string" },
        })))),
        ["required"] = new JsonArray("title", "status", "detail"),
    };
}
