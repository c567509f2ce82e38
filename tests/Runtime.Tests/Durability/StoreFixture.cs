namespace StateFlow.Runtime.Tests.Durability;

/// <summary>Tests of stores, each in a directory of its own.</summary>
public abstract class StoreFixture
{
    private protected TemporaryDirectory Folder { get; private set; } = null!;

    [SetUp]
    public void CreateFolder() => Folder = new TemporaryDirectory();

    [TearDown]
    public void DeleteFolder() => Folder.Dispose();
}
