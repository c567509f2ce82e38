using StateFlow.Execution.Records;
using StateFlow.Runtime.Durability;
using StateFlow.Runtime.Durability.Records;

namespace StateFlow.Runtime.Tests.Durability;

/// <summary>Snapshots that are written in pieces.</summary>
public sealed class StagedSnapshotTests : StoreFixture
{
    private const int PieceSize = 100;
    private const int Entities = 12;

    private static readonly StoredSchema Schema = StoredSchema.Of(TestProgram.Shop);

    [Test]
    public void PiecesMakeOneSnapshot()
    {
        using (Create(out var states)) Save(states, 1);
        using (Open(out var states)) Save(states, 2);
        using (Open(out var states)) Assert.That(Read(states), Is.EqualTo(Expected(2)));
    }

    [Test]
    public void SnapshotThatIsTornAnywhereIsTheOneBeforeOrTheNewOne()
    {
        using (Create(out var states)) Save(states, 1);
        string whole;
        long start;
        using (Open(out var states))
        {
            start = new FileInfo(NewestLog(Folder.Store)).Length;
            Save(states, 2);
            whole = Folder.Copy("whole");
        }

        var end = new FileInfo(NewestLog(whole)).Length;
        var found = new HashSet<long>();
        for (var length = start; length <= end; length += 23)
        {
            Folder.CopyFrom(whole);
            using (var log = new FileStream(NewestLog(Folder.Store), FileMode.Open, FileAccess.ReadWrite)) log.SetLength(length);
            using (Open(out var states))
            {
                Assert.That(Read(states), Is.EqualTo(Expected(states.Snapshot)), $"torn at {length - start}");
                found.Add(states.Snapshot);
                Save(states, 3);
            }

            using (Open(out var states)) Assert.That(Read(states), Is.EqualTo(Expected(3)), $"torn at {length - start}");
        }

        Assert.That(found, Is.EquivalentTo([1, 2]));
    }

    private static IEnumerable<string> Expected(long batch) =>
        Enumerable.Range(10, Entities).Select(i => StoredContents.Show(TestProgram.Item($"item {i}", batch)));

    private static IEnumerable<string> Read(StateTable states) =>
        states.ReadEntities(new RecordReader(states.Schemas, TestProgram.Shop)).Select(StoredContents.Show).ToList();

    private static void Save(StateTable states, long batch) => states.Save(
        new SnapshotChanges(batch, Enumerable.Range(10, Entities).Select(i => TestProgram.Item($"item {i}", batch)), [], []),
        new RecordWriter(states.NumberOf(Schema), Schema),
        default);

    private static string NewestLog(string database) => Directory.GetFiles(database, "*.log").Max(StringComparer.Ordinal)!;

    private StateTable Create(out StateTable states)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Folder.Store)!);
        using (var database = Database.Create(Folder.Store, RocksDbSharp.Compression.Lz4)) StateTable.Create(database, 1);
        return Open(out states);
    }

    private StateTable Open(out StateTable states)
    {
        var database = Database.Open(Folder.Store, RocksDbSharp.Compression.Lz4);
        states = new StateTable(database) { MaxPiece = PieceSize };
        database.DropTail();
        states.FinishInstallation();
        return states;
    }
}
