using System.Globalization;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Orleans.Hosting;
using StateFlow.Orleans.Programs;

namespace StateFlow.Orleans.Grains;

/// <summary>An entity as a grain.</summary>
/// <param name="Key">The grain's key: <c>shop/User/ann</c>.</param>
internal sealed record EntityAddress(string Key, HostedApplication Application, EntityReference Entity)
{
    /// <summary>The key of the grain that is an entity.</summary>
    public static string Of(string application, EntityReference entity) => $"{application}/{entity.Entity}/{KeyText(entity.Key)}";

    /// <exception cref="UnknownApplicationException">This silo does not run the application.</exception>
    /// <exception cref="UnknownEntityException">No program of the application has such an entity.</exception>
    public static async ValueTask<EntityAddress> ParseAsync(string key, HostedApplications applications, ProgramCatalog catalog, CancellationToken cancellation)
    {
        var parts = key.Split('/', 3);
        var application = applications.Find(parts[0]) ?? throw new UnknownApplicationException(parts[0], applications);
        var op = (await catalog.WithEntityAsync(application.Version, parts[1], cancellation)).Program.Operator(parts[1]);
        Value id = op.Fields[op.KeyField].Type == DataType.Int ? IntValue.Of(long.Parse(parts[2], CultureInfo.InvariantCulture)) : new StringValue(parts[2]);
        return new EntityAddress(key, application, new EntityReference(parts[1], id));
    }

    /// <summary>The key of the grain that is another entity of the application.</summary>
    public string Of(EntityReference entity) => Of(Application.Name, entity);

    private static string KeyText(Value key) => key switch
    {
        StringValue text => text.Value,
        IntValue number => number.Value.ToString(CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(key)),
    };
}
