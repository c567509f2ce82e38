using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using StateFlow.Http.OpenApi;
using StateFlow.Http.Requests;
using StateFlow.Runtime.Hosting;

namespace StateFlow.Http;

/// <summary>Entities as endpoints of an ASP.NET Core application.</summary>
public static class EntityEndpoints
{
    /// <summary>Where the entities are.</summary>
    internal const string Prefix = "/entities";

    extension(IEndpointRouteBuilder endpoints)
    {
        /// <summary>
        /// Maps <c>/entities/{entity}/{key}</c> and <c>/entities/{entity}/{key}/{member}</c> to the engine that the services have, and
        /// <c>/openapi.json</c> to their description.
        /// </summary>
        /// <returns>All of them, to which an application may add what it demands, such as authorization.</returns>
        /// <example>
        /// <code>
        /// builder.Services.AddStateFlow(ShopProgram.Load());
        /// var app = builder.Build();
        /// app.MapStateFlow();
        /// </code>
        /// </example>
        public RouteGroupBuilder MapStateFlow()
        {
            var engine = endpoints.ServiceProvider.GetRequiredService<HostedEngine>();
            var table = new EntityTable(engine.Program);
            var handler = new EntityHandler(table, engine);
            var description = new Lazy<string>(() => OpenApiDocument.Of(engine.Program, table));
            var group = endpoints.MapGroup("");
            group.Map(Prefix + "/{entity}/{key}", (HttpContext context, string entity) => handler.EntityAsync(context, entity));
            group.Map(Prefix + "/{entity}/{key}/{member}", (HttpContext context, string entity, string member) => handler.MemberAsync(context, entity, member));
            group.MapGet("/openapi.json", () => Results.Text(description.Value, "application/json"));
            return group;
        }
    }
}
