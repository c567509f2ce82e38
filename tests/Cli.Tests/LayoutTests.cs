using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using StateFlow.Tests.Shared;

namespace StateFlow.Cli.Tests;

/// <summary><c>stateflow graph --layout</c>, where the layout is an extension that is missing or broken.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class LayoutTests
{
    private const string ExtensionFile = "StateFlow.Visualizer.Msagl.dll";

    private static readonly string Shop = Repository.PathOf("samples/shop.sf");

    [Test]
    public void SaysHowToGetALayoutThatIsNotThere()
    {
        var result = Draw(extensions: "");

        Assert.That((result.ExitCode, result.Output), Is.EqualTo((1, "")));
        Assert.That(result.Errors, Does.StartWith("stateflow: error SF0015: the layout 'msagl' is an extension")
            .And.Contains("dotnet publish Visualizer/Msagl -o FOLDER").And.Contains("STATEFLOW_EXTENSIONS=FOLDER"));
    }

    [Test]
    public void RefusesAFileThatIsNoLibrary()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(Path.Combine(folder.Path, ExtensionFile), "no library");

        AssertRefused(folder, "it is not a library of .NET");
    }

    [Test]
    public void RefusesALibraryWithoutALayout()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Path.Combine(AppContext.BaseDirectory, "StateFlow.Language.dll"), Path.Combine(folder.Path, ExtensionFile));

        AssertRefused(folder, "it has no layout");
    }

    [Test]
    public void RefusesALibraryThatMissesAnother()
    {
        using var folder = new TemporaryFolder();
        WriteLibrary(folder, "Microsoft.Msagl", new Version(1, 0));

        AssertRefused(folder, "Microsoft.Msagl is missing beside it");
    }

    [TestCase("0.0.1.0")]
    [TestCase("99.0.0.0")]
    public void RefusesALibraryOfAnotherVersion(string version)
    {
        using var folder = new TemporaryFolder();
        WriteLibrary(folder, "StateFlow.Visualizer", Version.Parse(version));

        AssertRefused(folder, $"it was made for StateFlow.Visualizer {version}, but this is");
    }

    [TestCase("--kind", "trace")]
    [TestCase("--format", "dot")]
    [TestCase("-o", "shop.mmd")]
    public void RefusesALayoutWhereNoneIsNeeded(params string[] options) =>
        Assert.That(StateFlowProcess.Run(["graph", Shop, "--layout", "layered", .. options]).ExitCode, Is.EqualTo(2));

    [Test]
    public void DrawsWithTheDefaultLayoutByName() =>
        Assert.That(StateFlowProcess.Run("graph", Shop, "--layout", "layered").Output, Is.EqualTo(StateFlowProcess.Run("graph", Shop).Output));

    private static ProcessResult Draw(string extensions) => StateFlowProcess.Run(["graph", Shop, "--layout", "msagl"], [], extensions: extensions);

    /// <summary>Where the folder stands in the list must not matter, nor that another one is not there.</summary>
    private static void AssertRefused(TemporaryFolder folder, string reason)
    {
        var result = Draw(string.Join(Path.PathSeparator, Path.Combine(folder.Path, "none"), folder.Path));

        Assert.That((result.ExitCode, result.Output), Is.EqualTo((1, "")));
        Assert.That(result.Errors, Does.StartWith("stateflow: error SF0016: cannot use the layout 'msagl' of ").And.Contains(reason));
        Assert.That(result.Errors.TrimEnd().Split('\n'), Has.Length.EqualTo(1));
    }

    /// <summary>A library with nothing in it but a reference.</summary>
    private static void WriteLibrary(TemporaryFolder folder, string reference, Version version)
    {
        var metadata = new MetadataBuilder();
        var nothing = metadata.GetOrAddString("");
        metadata.AddModule(0, metadata.GetOrAddString(ExtensionFile), metadata.GetOrAddGuid(Guid.Empty), default, default);
        metadata.AddAssembly(metadata.GetOrAddString(Path.GetFileNameWithoutExtension(ExtensionFile)), new Version(1, 0, 0, 0), nothing, default, default, AssemblyHashAlgorithm.None);
        metadata.AddAssemblyReference(metadata.GetOrAddString(reference), version, nothing, default, default, default);
        metadata.AddTypeDefinition(default, default, metadata.GetOrAddString("<Module>"), default, MetadataTokens.FieldDefinitionHandle(1), MetadataTokens.MethodDefinitionHandle(1));
        var library = new BlobBuilder();
        new ManagedPEBuilder(PEHeaderBuilder.CreateLibraryHeader(), new MetadataRootBuilder(metadata), new BlobBuilder()).Serialize(library);
        File.WriteAllBytes(Path.Combine(folder.Path, ExtensionFile), library.ToArray());
    }
}
