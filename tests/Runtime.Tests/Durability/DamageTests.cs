using System.Buffers.Binary;
using StateFlow.Execution.Records;
using StateFlow.Interpreter.Values;
using StateFlow.Runtime.Durability;

namespace StateFlow.Runtime.Tests.Durability;

/// <summary>Whatever happens to the files: what is read is all that was acknowledged, or it is an error.</summary>
public sealed class DamageTests
{
    private const int OffsetsSampled = 24;

    private TemporaryDirectory _directory = null!;
    private string _beforeLast = null!;
    private string _whole = null!;
    private StoredContents _contentsBeforeLast = null!;
    private StoredContents _contents = null!;

    /// <summary>A store as a killed process leaves it: tables and logs of both databases, snapshots and batches after them.</summary>
    [OneTimeSetUp]
    public async Task CreateStore()
    {
        _directory = new TemporaryDirectory();
        await using (var store = Open())
        {
            await TestProgram.AppendAsync(store, 1, 5);
            await store.SaveAsync(new SnapshotChanges(3, Enumerable.Range(0, 10).Select(i => TestProgram.Item($"item {i}", i)), [TestProgram.Answer(1)], []), default);
        }

        await using (var store = Open())
        {
            await TestProgram.AppendAsync(store, 6, 11);
            await store.SaveAsync(new SnapshotChanges(8, [TestProgram.Item("item 3", 33), TestProgram.Item("plum", 8)], [TestProgram.Answer(2)], []), default);
            _beforeLast = _directory.Copy("before last");
            var durable = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            store.Progress = _ => durable.SetResult();
            store.Append(new LoggedBatch(12, [new ExistsRequest(new EntityReference("User", IntValue.Of(5)))]));
            await durable.Task;
            _whole = _directory.Copy("whole");
        }

        _contentsBeforeLast = await ReadAsync(_beforeLast);
        _contents = await ReadAsync(_whole);
    }

    [OneTimeTearDown]
    public void DeleteStore() => _directory.Dispose();

    [Test]
    public void StoreThatWasKilledIsWhole()
    {
        Assert.That(_contents.Snapshot, Is.EqualTo(8));
        Assert.That(_contents.Batches, Has.Count.EqualTo(4));
        Assert.That(_contents.Entities, Has.Count.EqualTo(11));
        Assert.That(_contents.Answers, Has.Count.EqualTo(2));
    }

    [Test]
    public async Task LastBatchThatWasNotAcknowledgedIsDroppedWhereverItIsTorn()
    {
        var (start, end) = LastRecord();
        for (var length = start; length < end; length++)
        {
            Restore(head: _beforeLast);
            Change(NewestLog(_directory.Store), file => file.SetLength(length));
            var (contents, recovery) = await StoredContents.ReadAsync(_directory.Store);
            Assert.That(contents, Is.EqualTo(_contentsBeforeLast), $"torn at {length - start}");
            Assert.That(recovery.TornTail, length == start ? Is.Null : Is.Not.Null, $"torn at {length - start}");
            Assert.That(await ReadAsync(), Is.EqualTo(_contentsBeforeLast));
        }
    }

    [Test]
    public void LastBatchThatWasAcknowledgedIsMissedWhereverItIsTorn()
    {
        var (start, end) = LastRecord();
        for (var length = start; length < end; length++)
        {
            Restore(head: _whole);
            Change(NewestLog(_directory.Store), file => file.SetLength(length));
            AssertDamaged("Batch 12 was acknowledged", $"torn at {length - start}");
        }
    }

    [Test]
    public async Task LastBatchOfWhichTheDiskHasOnlyZerosIsDropped()
    {
        var (start, end) = LastRecord();
        Restore(head: _beforeLast);
        Change(NewestLog(_directory.Store), file =>
        {
            file.Position = start;
            file.Write(new byte[end - start]);
        });
        Assert.That(await ReadAsync(), Is.EqualTo(_contentsBeforeLast));
    }

    [Test]
    public void DamagedLogIsLeftAsItIs()
    {
        Restore(head: _whole);
        var log = NewestLog(_directory.Store);
        Change(log, file => file.SetLength(file.Length - 1));
        var before = File.ReadAllBytes(log);
        AssertDamaged("Batch 12 was acknowledged");
        AssertDamaged("Batch 12 was acknowledged");
        Assert.That(File.ReadAllBytes(log), Is.EqualTo(before));
    }

    [Test]
    public async Task FlippedBitIsFoundOrOfNoImportance()
    {
        var found = new HashSet<string>();
        foreach (var file in Files())
        {
            var length = (int)new FileInfo(Path.Combine(_whole, file)).Length;
            foreach (var offset in Enumerable.Range(0, length).Where(offset => offset % Math.Max(1, length / OffsetsSampled) == 0).Select(offset => Math.Min(length - 1, offset + offset % 7)))
            {
                Restore(head: _whole);
                Change(Path.Combine(_directory.Store, file), stream =>
                {
                    stream.Position = offset;
                    var value = stream.ReadByte();
                    stream.Position = offset;
                    stream.WriteByte((byte)(value ^ (1 << (offset % 8))));
                });
                if (!await IsWholeAsync($"{file} at {offset}")) found.Add(Path.GetExtension(file));
            }
        }

        Assert.That(found, Is.SupersetOf([".log", ".sst", ""]));
    }

    [Test]
    public async Task FileThatIsCutIsFoundOrOfNoImportance()
    {
        foreach (var file in Files())
        {
            foreach (var part in (double[])[0, 0.3, 0.8])
            {
                Restore(head: _whole);
                Change(Path.Combine(_directory.Store, file), stream => stream.SetLength((long)(stream.Length * part)));
                await IsWholeAsync($"{file} cut to {part}");
            }
        }
    }

    [Test]
    public async Task MissingFileIsFoundOrOfNoImportance()
    {
        var found = new List<string>();
        foreach (var file in Files())
        {
            Restore(head: _whole);
            File.Delete(Path.Combine(_directory.Store, file));
            if (!await IsWholeAsync($"{file} is missing")) found.Add(file);
        }

        Assert.That(found, Is.SupersetOf(Files().Where(file => Path.GetExtension(file) is ".log" or ".sst" || Path.GetFileName(file) is "head" or "CURRENT")));
    }

    [TestCase("log")]
    [TestCase("states")]
    public void MissingFolderIsFound(string folder)
    {
        Restore(head: _whole);
        Directory.Delete(Path.Combine(_directory.Store, folder), recursive: true);
        AssertDamaged($"The folder '{folder}' is missing");
    }

    [TestCase("log")]
    [TestCase("states")]
    public async Task FolderOfAnotherStoreIsFound(string folder)
    {
        using var other = new TemporaryDirectory();
        await using (var store = Store.Open(other.Store, TestProgram.Shop)) await TestProgram.AppendAsync(store, 1, 12);
        Restore(head: _whole);
        Directory.Delete(Path.Combine(_directory.Store, folder), recursive: true);
        Directory.Move(Path.Combine(other.Store, folder), Path.Combine(_directory.Store, folder));
        AssertDamaged($"The folder '{folder}' belongs to another store");
    }

    [Test]
    public void NewerFormatIsRefused()
    {
        Restore(head: _whole);
        var path = Path.Combine(_directory.Store, "head");
        var bytes = File.ReadAllBytes(path);
        bytes[8] = 2;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - 4), Checksum.Of(bytes.AsSpan(0, bytes.Length - 4)));
        File.WriteAllBytes(path, bytes);
        Assert.That(() => Open(), Throws.TypeOf<EngineException>().With.Message.Contains("format 2"));
    }

    [Test]
    public async Task CreationThatDidNotEndIsBegunAgain()
    {
        using var directory = new TemporaryDirectory();
        Directory.CreateDirectory(directory.Store);
        using (var head = HeadFile.Open(directory.Store)) head.Write(new Head(5, Head.Unfinished));
        Directory.CreateDirectory(Path.Combine(directory.Store, "log"));
        await File.WriteAllTextAsync(Path.Combine(directory.Store, "log", "CURRENT"), "nothing");
        var (contents, _) = await StoredContents.ReadAsync(directory.Store);
        Assert.That(contents.Snapshot, Is.Zero);
    }

    /// <summary>Where the last batch begins and ends in the newest log.</summary>
    private (long Start, long End) LastRecord() => (new FileInfo(NewestLog(_beforeLast)).Length, new FileInfo(NewestLog(_whole)).Length);

    private static string NewestLog(string store) => Directory.GetFiles(Path.Combine(store, "log"), "*.log").Max(StringComparer.Ordinal)!;

    private IEnumerable<string> Files() => Directory.EnumerateFiles(_whole, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(_whole, file))
        .Where(file => Path.GetFileName(file) is not ("lock" or "LOCK") && !Path.GetFileName(file).StartsWith("LOG", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private void Restore(string head)
    {
        _directory.CopyFrom(_whole);
        File.Copy(Path.Combine(head, "head"), Path.Combine(_directory.Store, "head"), overwrite: true);
    }

    private static void Change(string path, Action<FileStream> change)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        change(file);
    }

    private void AssertDamaged(string reason, string? when = null) =>
        Assert.That(() => Open(), Throws.TypeOf<DamagedStoreException>().With.Message.Contains(reason), when);

    /// <summary>Whether all is there; if not, that it was reported.</summary>
    private async Task<bool> IsWholeAsync(string damage)
    {
        try
        {
            Assert.That(await ReadAsync(), Is.EqualTo(_contents), damage);
            return true;
        }
        catch (EngineException exception)
        {
            Assert.That(exception.Message, Does.Contain(_directory.Store), damage);
            return false;
        }
    }

    private async Task<StoredContents> ReadAsync(string copy)
    {
        _directory.CopyFrom(copy);
        return await ReadAsync();
    }

    private async Task<StoredContents> ReadAsync() => (await StoredContents.ReadAsync(_directory.Store)).Contents;

    private Store Open() => Store.Open(_directory.Store, TestProgram.Shop);
}
