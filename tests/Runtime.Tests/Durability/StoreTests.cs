using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Runtime.Durability;

namespace StateFlow.Runtime.Tests.Durability;

public sealed class StoreTests : StoreFixture
{
    [Test]
    public async Task NewStoreIsEmpty()
    {
        await using var store = Open();
        Assert.That(StoredContents.Of(store), Is.EqualTo(new StoredContents(0, [], [], [])));
        Assert.That(store.DurableBatch, Is.Zero);
    }

    [Test]
    public async Task LogIsReadAgain()
    {
        await using (var store = Open()) await TestProgram.AppendAsync(store, 1, 20);
        await using var reopened = Open();
        Assert.That(reopened.ReadLog().Select(StoredContents.Show), Is.EqualTo(Batches(1, 20)));
        Assert.That(reopened.DurableBatch, Is.EqualTo(20));
        Assert.That(reopened.Recovery, Is.EqualTo(new Recovery(0, 20, null)));
    }

    [Test]
    public async Task LogGoesOnAfterItIsReopened()
    {
        await using (var store = Open()) await TestProgram.AppendAsync(store, 1, 3);
        await using (var store = Open()) await TestProgram.AppendAsync(store, 4, 6);
        await using var reopened = Open();
        Assert.That(reopened.ReadLog().Select(StoredContents.Show), Is.EqualTo(Batches(1, 6)));
    }

    [Test]
    public async Task WhatWaitsIsWrittenWhenTheStoreIsClosed()
    {
        await using (var store = Open())
        {
            for (var number = 1; number <= 300; number++) store.Append(TestProgram.Batch(number));
        }

        await using var reopened = Open();
        Assert.That(reopened.ReadLog().Count(), Is.EqualTo(300));
    }

    [Test]
    public async Task GapInTheNumbersIsRefused()
    {
        await using var store = Open();
        Assert.That(() => store.Append(TestProgram.Batch(2)), Throws.ArgumentException);
    }

    [Test]
    public async Task SnapshotReplacesTheLogBeforeIt()
    {
        await using (var store = Open())
        {
            await TestProgram.AppendAsync(store, 1, 10);
            await SaveAsync(store, 7, ["apple", "pear"]);
        }

        await using var reopened = Open();
        Assert.That(StoredContents.Of(reopened), Is.EqualTo(new StoredContents(7, Entities(7, "apple", "pear"), [], Batches(8, 10).ToSequence())));
    }

    [Test]
    public async Task SnapshotChangesTheOneBefore()
    {
        await using (var store = Open())
        {
            await TestProgram.AppendAsync(store, 1, 10);
            await SaveAsync(store, 3, ["apple", "pear"]);
            await SaveAsync(store, 6, ["pear", "plum"]);
        }

        await using var reopened = Open();
        Assert.That(
            reopened.Snapshot.Entities.Select(StoredContents.Show),
            Is.EquivalentTo(Entities(3, "apple").Concat(Entities(6, "pear", "plum"))));
        Assert.That(reopened.ReadLog().Select(StoredContents.Show), Is.EqualTo(Batches(7, 10)));
    }

    [Test]
    public async Task AnswersAreKeptInOrderUntilForgotten()
    {
        await using (var store = Open())
        {
            await store.SaveAsync(new SnapshotChanges(1, [], [.. Answers(9, 8, 7)], []), default);
            await store.SaveAsync(new SnapshotChanges(2, [], [.. Answers(1, 2)], ["request 8"]), default);
        }

        await using (var store = Open()) await store.SaveAsync(new SnapshotChanges(3, [], [.. Answers(8)], ["request 9"]), default);
        await using var reopened = Open();
        Assert.That(reopened.Snapshot.Answers.Select(StoredContents.Show), Is.EqualTo(Answers(7, 1, 2, 8).Select(StoredContents.Show)));
    }

    [Test]
    public async Task LogMayEndBeforeTheSnapshot()
    {
        await using (var store = Open()) await SaveAsync(store, 5, ["apple"]);
        await using (var store = Open())
        {
            Assert.That(store.DurableBatch, Is.EqualTo(5));
            await TestProgram.AppendAsync(store, 6, 7);
        }

        await using var reopened = Open();
        Assert.That(reopened.ReadLog().Select(StoredContents.Show), Is.EqualTo(Batches(6, 7)));
    }

    [Test]
    public async Task CancelledSnapshotLeavesTheOneBefore()
    {
        await using (var store = Open())
        {
            await TestProgram.AppendAsync(store, 1, 4);
            await SaveAsync(store, 2, ["apple"]);
            using var cancellation = new CancellationTokenSource();
            var entities = Enumerable.Range(0, 100).Select(i =>
            {
                if (i == 50) cancellation.Cancel();
                return TestProgram.Item($"item {i}");
            });
            Assert.That(async () => await store.SaveAsync(new SnapshotChanges(3, entities, [], []), cancellation.Token), Throws.InstanceOf<OperationCanceledException>());
        }

        await using var reopened = Open();
        Assert.That(StoredContents.Of(reopened), Is.EqualTo(new StoredContents(2, Entities(2, "apple"), [], Batches(3, 4).ToSequence())));
    }

    [Test]
    public async Task DirectoryIsUsedByOneStoreAtATime()
    {
        await using (Open())
        {
            var error = Assert.Throws<EngineException>(() => Open());
            Assert.That(error!.Message, Does.Contain("in use by another engine"));
        }

        Assert.That(async () => await Open().DisposeAsync(), Throws.Nothing);
    }

    [Test]
    public void FileIsNoDirectory()
    {
        File.WriteAllText(Folder.Store, "");
        Assert.That(() => Open(), Throws.TypeOf<EngineException>().With.Message.Contains("is a file"));
    }

    [Test]
    public void DirectoryThatCannotBeCreatedIsAnError()
    {
        File.WriteAllText(Folder.Store, "");
        Assert.That(() => Store.Open(Path.Combine(Folder.Store, "inner"), TestProgram.Shop), Throws.TypeOf<EngineException>().With.Message.Contains("cannot be used"));
    }

    [TestCase("let mutable note = \"\"", "let mutable note = 0", "field 'note' of entity Item is stored as string, the program declares int", TestName = "A field of another type")]
    [TestCase("let mutable shape = Empty", "let mutable shape = Empty\n    let mutable price = 1", "field 'price' of entity Item is new", TestName = "A new field")]
    [TestCase("let mutable note = \"\"\n", "\n", "field 'note' of entity Item is stored, the program has none", TestName = "A field that is gone")]
    [TestCase("| Circle of float", "| Circle of int", "field 'shape' of entity Item: type Shape is declared in another way", TestName = "A case of another type")]
    [TestCase("entity Item(name: string)", "entity Item(name: int)", "field 'name' of entity Item is stored as string, the program declares int", TestName = "A key of another type")]
    [TestCase("entity Item(", "entity Article(", "entity Item is stored, the program has none", TestName = "An entity that is gone")]
    public async Task ProgramOfOtherStatesIsRefused(string before, string after, string expected)
    {
        await using (var store = Open()) await SaveAsync(store, 1, ["apple"]);
        var other = TestProgram.Compile(Changed(before, after));
        Assert.That(() => Store.Open(Folder.Store, other), Throws.TypeOf<EngineException>().With.Message.Contains(expected));
        Assert.That(async () => await Open().DisposeAsync(), Throws.Nothing);
    }

    [Test]
    public async Task EntityOfWhichNoneIsStoredMayChange()
    {
        await using (var store = Open()) await SaveAsync(store, 1, ["apple"]);
        await using var reopened = Store.Open(Folder.Store, TestProgram.Compile(Changed("places : Point list = []", "places : int list = []")));
        Assert.That(reopened.Snapshot.Entities.Select(StoredContents.Show), Is.EqualTo(Entities(1, "apple")));
    }

    [Test]
    public async Task FieldsMayBeDeclaredInAnotherOrder()
    {
        await using (var store = Open()) await SaveAsync(store, 1, ["apple"]);
        var other = TestProgram.Compile(Changed("    let mutable stock = 0\n    let mutable shape = Empty\n", "    let mutable shape = Empty\n    let mutable stock = 0\n"));
        await using var reopened = Store.Open(Folder.Store, other);
        var item = reopened.Snapshot.Entities.Single();
        var byName = other.Operator("Item").Fields.Zip(item.Fields).ToDictionary(pair => pair.First.Name, pair => pair.Second);
        Assert.That(byName["stock"], Is.EqualTo(IntValue.Of(1)));
        Assert.That(byName["shape"], Is.InstanceOf<UnionValue>());
    }

    [Test]
    public async Task LogOfAnotherProgramIsRefused()
    {
        var other = TestProgram.Compile(Changed("stock <- stock + amount", "stock <- stock - amount"));
        await using (var store = Open()) await TestProgram.AppendAsync(store, 1, 2);
        Assert.That(() => Store.Open(Folder.Store, other), Throws.TypeOf<EngineException>().With.Message.Contains("another version of the program"));
        await using (var store = Open()) await SaveAsync(store, 2, ["apple"]);
        await using (var store = Store.Open(Folder.Store, other)) await TestProgram.AppendAsync(store, 3, 3);
        Assert.That(() => Open(), Throws.TypeOf<EngineException>().With.Message.Contains("another version of the program"));
    }

    private static string Changed(string before, string after)
    {
        var source = TestProgram.ShopSource.Replace(before, after, StringComparison.Ordinal);
        Assert.That(source, Is.Not.EqualTo(TestProgram.ShopSource));
        return source;
    }

    private static Task SaveAsync(IStore store, long batch, string[] names) =>
        store.SaveAsync(new SnapshotChanges(batch, names.Select(name => TestProgram.Item(name, batch)), [], []), default);

    private static IEnumerable<string> Batches(int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(number => StoredContents.Show(TestProgram.Batch(number)));

    private static Sequence<string> Entities(long stock, params string[] names) =>
        names.Select(name => StoredContents.Show(TestProgram.Item(name, stock))).ToSequence();

    private static IEnumerable<KeptAnswer> Answers(params int[] numbers) => numbers.Select(number => TestProgram.Answer(number));

    private Store Open() => Store.Open(Folder.Store, TestProgram.Shop);
}
