using StateFlow.Language;
using StateFlow.Language.Syntax;
using StateFlow.Orleans.Hosting;

var file = Path.Combine(AppContext.BaseDirectory, "{{file}}");
var compilation = Compiler.Compile([new SourceText("{{file}}", File.ReadAllText(file))]);
if (compilation.Program is not { } program)
{
    foreach (var diagnostic in compilation.Diagnostics) Console.Error.WriteLine(diagnostic);
    return 1;
}

var builder = WebApplication.CreateBuilder(args);
var cluster = builder.Configuration.GetSection("Cluster");
builder.UseOrleans(silo => silo
    .UseStateFlowCluster(ClusterAddress.Parse(cluster["Address"] ?? "redis://localhost:6379"), cluster["Name"] ?? "{{name}}")
    .ConfigureEndpoints(cluster.GetValue("SiloPort", 11111), cluster.GetValue("GatewayPort", 30000), listenOnAnyHostAddress: true)
    .AddStateFlow(program, options => options.Application = "{{application}}"));
builder.Services.AddHealthChecks().AddCheck<SiloHealthCheck>("silo");

// Time to hand over to the other silos what this one executes.
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(45));

var app = builder.Build();
app.MapHealthChecks("/health");
app.MapGet("/alive", () => "alive");
app.Run();
return 0;
