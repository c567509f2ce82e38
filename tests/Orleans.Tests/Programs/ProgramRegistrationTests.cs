using Microsoft.Extensions.Options;
using StateFlow.Orleans.Hosting;
using StateFlow.Orleans.Programs;
using StateFlow.Orleans.Tests.Wire;

namespace StateFlow.Orleans.Tests.Programs;

/// <summary>What becomes of the list of an application's programs when silos start.</summary>
public sealed class ProgramRegistrationTests
{
    private const string First = "entity Item(name: string) =\n    key name\n    let mutable stock = 0\n";
    private const string Second = First + "    let mutable sold = 0\n";
    private const string Other = First + "    let mutable sold = 0.5\n";

    [Test]
    public async Task ProgramsAreListedInTheOrderInWhichTheyCome()
    {
        var store = new MemoryStore();
        var (first, second, again) = (WireProgram.Of(First), WireProgram.Of(Second), WireProgram.Of(First));
        foreach (var version in (ProgramVersion[])[first, second, again]) await RegisterAsync(store, version);
        Assert.That((first.Place, second.Place, again.Place), Is.EqualTo((0, 1, 0)));
        Assert.That(store.List("shop").Programs.Select(program => program.Hash), Is.EqualTo(new[] { first.Hash, second.Hash }));
    }

    [Test]
    public async Task AProgramHasToFitEveryEarlierOne()
    {
        var store = new MemoryStore();
        var (first, second, other) = (WireProgram.Of(First), WireProgram.Of(Second), WireProgram.Of(Other));
        await RegisterAsync(store, first);
        await RegisterAsync(store, second);
        var refused = (await Assert.ThrowsAsync<IncompatibleProgramException>(() => RegisterAsync(store, other)))!;
        Assert.That(refused.Message, Is.EqualTo(
            $"program {other.Hash} of application 'shop' cannot use what program {second.Hash} has stored: field 'sold' of entity Item is stored as int, the program declares float. "
            + "Keep what is stored as it is declared, and give what is different another name; or run the program as another application, which shares no entity with this one"));
        Assert.That(store.List("shop").Programs, Has.Length.EqualTo(2));
    }

    /// <summary>Each of the two fits the first program, but not the other one.</summary>
    [Test]
    public async Task OfTwoThatComeAtOnceTheSlowerOneHasToFitTheOther()
    {
        var store = new MemoryStore();
        await RegisterAsync(store, WireProgram.Of(First));
        store.BeforeWrite = () => RegisterAsync(store, WireProgram.Of(Second));
        Assert.That(() => RegisterAsync(store, WireProgram.Of(Other)), Throws.TypeOf<IncompatibleProgramException>());
        Assert.That(store.List("shop").Programs, Has.Length.EqualTo(2));
    }

    [Test]
    public async Task OfTwoThatFitBothAreListed()
    {
        var store = new MemoryStore();
        var (faster, slower) = (WireProgram.Of(First), WireProgram.Of(Second));
        store.BeforeWrite = () => RegisterAsync(store, faster);
        await RegisterAsync(store, slower);
        Assert.That((faster.Place, slower.Place), Is.EqualTo((0, 1)));
    }

    [Test]
    public async Task EveryFlippedBitOfAListIsFound()
    {
        var store = new MemoryStore();
        await RegisterAsync(store, WireProgram.Of(First));
        var stored = store.List("shop").ToBytes("shop");
        Assert.That(() => ProgramList.Read("shop", stored, null), Throws.Nothing);
        for (var bit = 0; bit < stored.Length * 8; bit++)
        {
            stored[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.That(() => ProgramList.Read("shop", stored, null), Throws.TypeOf<UnreadableProgramsException>(), $"bit {bit}");
            stored[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    private static Task RegisterAsync(IProgramStore store, ProgramVersion version) => new ProgramRegistration(store, new HostedApplications([]), Options.Create(new RegistrationOptions())).RegisterAsync(version, CancellationToken.None);

    /// <summary>A store that takes a list only from who has read the one before.</summary>
    private sealed class MemoryStore : IProgramStore
    {
        private readonly Dictionary<string, (byte[] List, int Writes)> _lists = [];

        /// <summary>What somebody else does before the next write.</summary>
        public Func<Task>? BeforeWrite { get; set; }

        public ProgramList List(string application) => _lists.TryGetValue(application, out var stored)
            ? ProgramList.Read(application, stored.List, $"{stored.Writes}")
            : ProgramList.Empty;

        public Task<ProgramList> ReadAsync(string application, CancellationToken cancellation) => Task.FromResult(List(application));

        public async Task<bool> TryWriteAsync(string application, ProgramList list, CancellationToken cancellation)
        {
            if (BeforeWrite is { } somebody)
            {
                BeforeWrite = null;
                await somebody();
            }

            if (List(application).ETag != list.ETag) return false;
            _lists[application] = (list.ToBytes(application), _lists.GetValueOrDefault(application).Writes + 1);
            return true;
        }
    }
}
