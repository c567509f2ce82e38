using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Orleans.Messages;
using StateFlow.Orleans.Programs;
using StateFlow.Orleans.Records;

namespace StateFlow.Orleans.Tests.Wire;

/// <summary>What a process does with content for a program that it may not know.</summary>
public sealed class ProgramCatalogTests
{
    private static readonly Reply Three = new(new ResultAnswer(IntValue.Of(3)), []);

    [Test]
    public void KnownProgramIsNotWaitedFor()
    {
        var catalog = new ProgramCatalog(new StoreOf());
        catalog.Add(WireProgram.Version);
        var opening = catalog.OpenAsync(Received(WireProgram.Version));
        Assert.That(opening.IsCompletedSuccessfully);
        Assert.That(opening.Result.Version, Is.SameAs(WireProgram.Version));
    }

    [Test]
    public async Task UnknownProgramIsReadFromTheStoreOnce()
    {
        var store = new StoreOf(WireProgram.Version);
        var catalog = new ProgramCatalog(store);
        var (version, reply) = await catalog.OpenAsync(Received(WireProgram.Version));
        var (again, _) = await catalog.OpenAsync(Received(WireProgram.Version));
        Assert.That((version.Hash, Structure.Of(reply), store.Reads), Is.EqualTo((WireProgram.Version.Hash, Structure.Of(Three), 1)));
        Assert.That(again, Is.SameAs(version));
    }

    [Test]
    public void ProgramThatNobodyKnowsIsNamed() => Assert.That(
        async () => await new ProgramCatalog(new StoreOf()).OpenAsync(Received(WireProgram.Version)),
        Throws.TypeOf<UnknownProgramException>().With.Message.StartsWith($"The cluster does not know program {WireProgram.Version.Hash} of application 'shop'"));

    [Test]
    public void ProgramOfAnotherApplicationIsAnother()
    {
        var catalog = new ProgramCatalog(new StoreOf());
        catalog.Add(WireProgram.Of(WireProgram.Shop, application: "market"));
        Assert.That(async () => await catalog.OpenAsync(Received(WireProgram.Version)), Throws.TypeOf<UnknownProgramException>());
    }

    [Test]
    public async Task RecordIsReadByTheProgramsThatItNames()
    {
        const string Key = "shop/User/1";
        var item = new EntityReference("User", IntValue.Of(1));
        var record = EntityRecord.Empty with { State = new EntityState(item, [IntValue.Of(1), ListValue.Empty]) };
        var catalog = new ProgramCatalog(new StoreOf(WireProgram.Version));
        var (version, read) = await catalog.OpenAsync("shop", Key, RecordWriter.Write(WireProgram.Version, Key, record));
        Assert.That((version.Hash, Structure.Of(read)), Is.EqualTo((WireProgram.Version.Hash, Structure.Of(record))));
    }

    [Test]
    public async Task EntityThatALaterProgramHasIsFoundInTheStore()
    {
        var later = WireProgram.Of(WireProgram.Shop + "\nentity Shelf(name: string) =\n    key name\n");
        var catalog = new ProgramCatalog(new StoreOf(WireProgram.Version, later));
        catalog.Add(WireProgram.Version);
        var found = await catalog.WithEntityAsync(WireProgram.Version, "Shelf", CancellationToken.None);
        Assert.That((found.Hash, found.Place), Is.EqualTo((later.Hash, 1)));
        Assert.That(await catalog.WithEntityAsync(WireProgram.Version, "Item", CancellationToken.None), Is.SameAs(WireProgram.Version));
        Assert.That(
            async () => await catalog.WithEntityAsync(WireProgram.Version, "Box", CancellationToken.None),
            Throws.TypeOf<UnknownEntityException>().With.Message.EqualTo("No program of the application 'shop' has entities of the type Box."));
    }

    private static ReplyEnvelope Received(ProgramVersion version) => new(new ReplyEnvelope(version, Three).ToBytes());

    /// <summary>A store whose list does not change.</summary>
    private sealed class StoreOf(params ProgramVersion[] versions) : IProgramStore
    {
        public int Reads { get; private set; }

        public Task<ProgramList> ReadAsync(string application, CancellationToken cancellation)
        {
            Reads++;
            var stored = new ProgramList([.. versions.Where(version => version.Application == application).Select(StoredProgram.Of)], null);
            return Task.FromResult(ProgramList.Read(application, stored.ToBytes(application), "1"));
        }

        public Task<bool> TryWriteAsync(string application, ProgramList list, CancellationToken cancellation) => Task.FromResult(false);
    }
}
