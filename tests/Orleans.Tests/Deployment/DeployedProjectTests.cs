using System.Xml.Linq;
using StateFlow.Orleans.Deployment;
using YamlDotNet.RepresentationModel;

namespace StateFlow.Orleans.Tests.Deployment;

public sealed class DeployedProjectTests
{
    private const string Program = "entity Counter(name: string) =\n    key name\n";

    [Test]
    public void HasAllThatItTakes() => Assert.That(
        DeployedProject.Files("Web_Shop.sf", Program).Select(file => file.Path),
        Is.EquivalentTo([
            ".dockerignore", "Dockerfile", "Program.cs", "README.md", "Web_Shop.sf", "compose.yaml",
            "k8s/configmap.yaml", "k8s/redis.yaml", "k8s/silos.yaml", "web-shop.csproj"]));

    [TestCase("shop.sf")]
    [TestCase("2nd-shop.sf")]
    [TestCase("stdin")]
    [TestCase("a \"strange\" {{name}}.sf")]
    public void LeavesNoPlaceUnfilled(string file)
    {
        foreach (var (path, content) in DeployedProject.Files(file, Program)) Assert.That(content, Does.Not.Contain("{{").And.Not.Empty, path);
    }

    [Test]
    public void CopiesTheProgram() => Assert.That(File("shop.sf", "shop.sf"), Is.EqualTo(Program));

    [Test]
    public void NamesTheProgramInProjectAndCode()
    {
        using (Assert.EnterMultipleScope())
        {
            Assert.That(File("shop.sf", "Program.cs"), Does.Contain("\"shop.sf\"").And.Contain("options.Application = \"shop\""));
            Assert.That(XDocument.Parse(File("shop.sf", "shop.csproj")).Descendants("None").Single().Attribute("Include")!.Value, Is.EqualTo("shop.sf"));
        }
    }

    [TestCase("k8s/configmap.yaml", "ConfigMap")]
    [TestCase("k8s/redis.yaml", "Service, StatefulSet")]
    [TestCase("k8s/silos.yaml", "Service, Deployment")]
    public void HasManifestsOfOneApplication(string path, string kinds)
    {
        var documents = Yaml("shop.sf", path);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(string.Join(", ", documents.Select(document => Text(document["kind"]))), Is.EqualTo(kinds));
            Assert.That(documents.Select(document => Text(document["metadata"]["name"])), Has.All.EqualTo("shop").Or.All.EqualTo("shop-redis"));
        }
    }

    [Test]
    public void ProbesTheSilosAndReplacesOneAtATime()
    {
        var deployment = Yaml("shop.sf", "k8s/silos.yaml")[1]["spec"];
        var silo = deployment["template"]["spec"]["containers"][0];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Text(silo["readinessProbe"]["httpGet"]["path"]), Is.EqualTo("/health"));
            Assert.That(Text(silo["livenessProbe"]["httpGet"]["path"]), Is.EqualTo("/alive"));
            Assert.That(Text(deployment["strategy"]["rollingUpdate"]["maxUnavailable"]), Is.EqualTo("0"));
        }
    }

    [Test]
    public void ComposesThreeSilosAndRedis()
    {
        var services = (YamlMappingNode)Yaml("shop.sf", "compose.yaml").Single()["services"];
        Assert.That(services.Children.Keys.Select(Text), Is.EqualTo(["redis", "silo1", "silo2", "silo3"]));
    }

    private static string File(string program, string path) => DeployedProject.Files(program, Program).Single(file => file.Path == path).Content;

    private static ImmutableArray<YamlNode> Yaml(string program, string path)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(File(program, path)));
        return [.. stream.Documents.Select(document => document.RootNode)];
    }

    private static string Text(YamlNode node) => ((YamlScalarNode)node).Value!;
}
