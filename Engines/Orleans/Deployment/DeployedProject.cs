using System.Reflection;
using System.Text.RegularExpressions;

namespace StateFlow.Orleans.Deployment;

/// <summary>A C# project whose silos run a program, with what it takes to run them in containers.</summary>
public static partial class DeployedProject
{
    private const string Prefix = "deployment/";
    private const string ProjectTemplate = "silo.csproj";

    /// <summary>The project's files, with their paths in its folder.</summary>
    /// <param name="file">The name of the program's file, without folders; in the project it has another one if that is no plain one.</param>
    /// <param name="text">What is in it.</param>
    public static ImmutableArray<DeployedFile> Files(string file, string text)
    {
        file = Plain().IsMatch(file) ? file : "program.sf";
        var application = Path.GetFileNameWithoutExtension(file);
        var slug = Slug(application);
        var assembly = typeof(DeployedProject).Assembly;
        var values = new Dictionary<string, string>
        {
            ["application"] = application,
            ["file"] = file,
            ["name"] = slug,
            ["version"] = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
        };
        return
        [
            .. assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
                .Select(name => new DeployedFile(PathOf(name, slug), Filled(Read(assembly, name), values))),
            new DeployedFile(file, text),
        ];
    }

    private static string PathOf(string resource, string slug)
    {
        var path = resource[Prefix.Length..].Replace('\\', '/');
        return path == ProjectTemplate ? $"{slug}.csproj" : path;
    }

    /// <summary>A name that containers and Kubernetes accept.</summary>
    private static string Slug(string name) => NoLetters().Replace(name.ToLowerInvariant(), "-").Trim('-') switch
    {
        "" => "silo",
        [>= '0' and <= '9', ..] and var digits => $"app-{digits}",
        var slug => slug.Length <= 40 ? slug : slug[..40].TrimEnd('-'),
    };

    private static string Filled(string template, Dictionary<string, string> values) => Place().Replace(template, match => values[match.Groups[1].Value]);

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    /// <summary>A name that means the same in C#, XML, YAML and a shell.</summary>
    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_.-]*$")]
    private static partial Regex Plain();

    [GeneratedRegex("[^a-z0-9]+")]
    private static partial Regex NoLetters();

    /// <summary><c>{{name}}</c>.</summary>
    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Place();
}

/// <summary>A file to be written.</summary>
/// <param name="Path">With slashes, below the project's folder.</param>
public sealed record DeployedFile(string Path, string Content);
