using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StateFlow.Interpreter;
using StateFlow.Orleans.Client;
using StateFlow.Tests.Shared;
using Program = StateFlow.Language.IR.Program;

namespace StateFlow.Orleans.Tests.Cluster;

/// <summary>The programs of the suite do on a cluster of three silos what they do in the interpreter.</summary>
[TestFixture(StorageKind.Redis)]
[TestFixture(StorageKind.PostgreSql)]
[Parallelizable(ParallelScope.Children)]
internal sealed class ProgramsOnClusters(StorageKind kind)
{
    private readonly Dictionary<string, Program> _programs = [];
    private DirectoryInfo _folder = null!;
    private TestCluster _cluster = null!;
    private IHost _client = null!;

    public static IEnumerable<TestCaseData> Names => Repository.Files("tests/Programs", "*.sf")
        .Select(path => Path.GetRelativePath(Repository.PathOf("tests/Programs"), path).Replace('\\', '/'))
        .Where(name => name.StartsWith("correct/", StringComparison.Ordinal) || name.StartsWith("run-time-failure/", StringComparison.Ordinal))
        .Select(name => new TestCaseData(name).SetArgDisplayNames(name));

    [OneTimeSetUp]
    public async Task StartCluster()
    {
        var storage = await StorageServers.StartAsync(kind);
        // An application has its file's name, and programs in different folders may have the same.
        _folder = Directory.CreateTempSubdirectory("stateflow-programs-");
        foreach (var test in Names)
        {
            var name = (string)test.Arguments[0]!;
            var file = Path.Combine(_folder.FullName, name.Replace('/', '-'));
            File.Copy(Repository.PathOf("tests/Programs", name), file);
            _programs.Add(Path.GetFileNameWithoutExtension(file), TestCluster.Compile(file));
        }

        _cluster = await TestCluster.StartAsync(storage, silos: 3, [.. _folder.GetFiles().Select(file => file.FullName)]);
        _client = await _cluster.ConnectAsync(_programs.Select(program => (program.Key, program.Value)), TimeSpan.FromMinutes(2));
    }

    [OneTimeTearDown]
    public async Task StopCluster()
    {
        _client?.Dispose();
        if (_cluster is not null) await _cluster.DisposeAsync();
        _folder?.Delete(recursive: true);
    }

    [TestCaseSource(nameof(Names))]
    public async Task DoTheSame(string name)
    {
        var application = Path.GetFileNameWithoutExtension(name.Replace('/', '-'));
        using var expected = new StringWriter { NewLine = "\n" };
        var run = ProgramRunner.Run(_programs[application], expected, new RunOptions(MaxDepth: TestCluster.MaxDepth));
        var output = new StringWriter();

        var failure = await _client.Services.GetRequiredKeyedService<EntityClusterClient>(application).RunScriptAsync(output.Write);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(failure?.Describe(), Is.EqualTo(run.Failure?.Describe()));
            Assert.That(output.ToString(), Is.EqualTo(expected.ToString()));
        }
    }
}
