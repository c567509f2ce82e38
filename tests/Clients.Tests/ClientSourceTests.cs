using System.Reflection;
using NUnit.Framework;
using StateFlow.Clients.Source;
using StateFlow.Interpreter;
using StateFlow.Interpreter.Sessions;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Tests.Shared;

namespace StateFlow.Clients.Tests;

public sealed class ClientSourceTests
{
    private const string Everything = """
        type Point = { x: int; y: float; names: string list }
        type Shape =
            | Empty
            | Circle of float
            | Rect of w: float * h: float
            | Owner of Owner
            | Many of Shape list
        type Pair<'a, 'b> = { first: 'a; second: 'b option }
        type Odd = { Equals: int; ``class``: string; ``two words``: bool; toString: int }

        entity Owner(id: int, shape: Shape) =
            key id
            let mutable point = { x = 1; y = 2.5; names = ["a"; "b"] }
            member this.Point : Point = point
            member this.Move(p: Point) : unit = point <- p
            member this.Shape : Shape = shape
            member this.Same(s: Shape) : Shape = s
            member this.SameOwner(owner: Owner) : Owner = owner
            member this.Key : string = "the key"
            member this.Pair(pair: Pair<int, Owner>) : Pair<int, Owner> list = [pair; pair]
            member this.Table(m: Map<string, int list>, s: Set<int * bool>) : Map<string, int list> * Set<int * bool> = (m, s)
            member this.Unit(u: unit option) : unit option = u
            member this.Words(``class``: string, cancellation: bool) : string = $"{``class``} {cancellation}"
            member this.Big(t: int * int * int * int * int * int * int * int) : int * int * int * int * int * int * int * int = t
            member this.Fail() : int = failwith "no"
            member private this.Hidden() : int = 1

        entity Entities(name: string) =
            key name
            member this.Entities : string = name

        entity ``class``(name: string) =
            key name
            member this.``while``(entities: Entities) : string = entities.Entities
        """;

    [Test]
    public void The_clients_of_the_shop_are_these()
    {
        var source = ClientSource.Of(Compile(File.ReadAllText(Repository.PathOf("samples", "shop.sf"))), new ClientSourceOptions("Shop"));
        Assert.That(source, Is.EqualTo(File.ReadAllText(Repository.PathOf("tests", "Clients.Tests", "Golden", "Shop.cs"))));
    }

    [Test]
    public void Every_type_and_name_gives_source_that_compiles_without_a_warning()
    {
        var members = CompiledClients.Of(Compile(Everything)).GetType("Generated.Owner")!.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
        Assert.That(members.Select(member => member.Name), Is.SupersetOf((string[])["Key_", "Pair", "Table", "Unit", "Words", "Big"]));
        Assert.That(members.Select(member => member.Name), Has.None.EqualTo("Hidden"));
    }

    [Test]
    public void Calls_arrive_and_values_come_back_as_they_were()
    {
        const string use = """
            using System.Collections.Generic;
            using System.Threading.Tasks;
            using Generated;
            using StateFlow.Clients;

            public static class Use
            {
                public static async Task<List<object?>> Run(IEntityCaller caller)
                {
                    var entities = new Generated.Entities(caller);
                    var owner = await entities.Owner.Create(7, new Shape.Many([new Shape.Circle(1.5), new Shape.Empty()]));
                    var pair = new Pair<long, Owner>(1, owner);
                    await owner.Move(new Point(5, -0.5, ["c"]));
                    var (map, set) = await owner.Table(new Dictionary<string, IReadOnlyList<long>> { ["b"] = [2], ["a"] = [] }, new HashSet<(long, bool)> { (2, true), (1, false) });
                    return
                    [
                        owner, owner.Key, await owner.Point, await owner.Shape, await owner.Same(new Shape.OwnerCase(owner)),
                        await owner.Same(new Shape.Rect(1, 2)) == new Shape.Rect(1, 2),
                        await owner.Point == new Point(5, -0.5, new List<string> { "c" }),
                        await owner.SameOwner(entities.Owner.Get(8)) == entities.Owner.Get(8), (await owner.SameOwner(entities.Owner.Get(7))).Equals(owner),
                        (await owner.Pair(pair))[1] == pair, (await owner.Pair(pair))[0], string.Join(" ", map.Keys), string.Join(" ", set),
                        await owner.Unit(default), (await owner.Unit(System.ValueTuple.Create())).HasValue,
                        await owner.Words("x", true), (await owner.Big((1, 2, 3, 4, 5, 6, 7, 8))).Item8, await owner.Key_,
                        await entities.Owner.Exists(7), await entities.Owner.Exists(8),
                    ];
                }
            }
            """;
        var session = NewSession();
        var run = (Task<List<object?>>)CompiledClients.Of(session.Program!, use).GetType("Use")!.GetMethod("Run")!.Invoke(null, [new SessionCaller(session)])!;
        Assert.That(run.Result.Select(value => value?.ToString()), Is.EqualTo((string[])
        [
            "Owner(7)", "7", "{ x = 5; y = -0.5; names = [\"c\"] }", "Many [Circle 1.5; Empty]", "Owner (Owner(7))", "True", "True", "False", "True",
            "True", "{ first = 1; second = Some (Owner(7)) }", "a b", "(1, False) (2, True)", "None", "True", "x true", "8", "the key", "True", "False",
        ]));
    }

    [Test]
    public async Task A_failure_arrives_with_its_position_and_chain()
    {
        var session = NewSession();
        var caller = new SessionCaller(session);
        await caller.CreateAsync("Owner", [IntValue.Of(1), session.Evaluate("Empty").Value!], default);
        var failure = await Assert.ThrowsAsync<EntityFailureException>(() => caller.CallAsync(new EntityReference("Owner", IntValue.Of(1)), "Fail", [], default));
        Assert.That(failure!.Message, Is.EqualTo("no"));
        Assert.That(failure.Position.ToString(), Is.EqualTo("input1(25,32)"));
        Assert.That(failure.Chain.Single().Callee, Is.EqualTo("Owner(1).Fail"));
        Assert.That(failure.ToString(), Does.Not.Contain(" at StateFlow"));
    }

    [Test]
    public void A_missing_string_is_refused() =>
        Assert.That(() => Converters.String.ToValue(null!), Throws.TypeOf<ValueConversionException>().With.Message.EqualTo("a `string` is never null: make it an option where there may be none"));

    private static Session NewSession()
    {
        var session = new Session(RunOptions.Default);
        Assert.That(session.Submit(Everything, TextWriter.Null).Diagnostics, Is.Empty);
        return session;
    }

    private static Program Compile(string text) =>
        Language.Compiler.Compile([new SourceText("shop.sf", text)]).Program ?? throw new ArgumentException("the program has errors", nameof(text));
}
