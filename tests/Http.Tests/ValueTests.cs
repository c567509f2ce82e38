namespace StateFlow.Http.Tests;

/// <summary>Values go in as JSON and come out as the same JSON.</summary>
public sealed class ValueTests
{
    private const string Echo = """
        type Point = { x: int; y: float }
        type Pair<'a, 'b> = { first: 'a; second: 'b option }
        type Shape =
            | Empty
            | Circle of float
            | Rect of w: float * h: float
            | Many of Shape list

        entity Friend(id: int) =
            key id

        entity Echo(name: string) =
            key name
            member this.Int(v: int) : int = v
            member this.Float(v: float) : float = v
            member this.Bool(v: bool) : bool = v
            member this.String(v: string) : string = v
            member this.Option(v: int option) : int option = v
            member this.OptionOfOption(v: int option option) : int option option = v
            member this.OptionOfUnit(v: unit option) : unit option = v
            member this.List(v: int list) : int list = v
            member this.Set(v: Set<string>) : Set<string> = v
            member this.Tuple(v: int * string * bool) : int * string * bool = v
            member this.Map(v: Map<string, int list>) : Map<string, int list> = v
            member this.MapOfPairs(v: Map<int, string>) : Map<int, string> = v
            member this.Record(v: Point) : Point = v
            member this.Generic(v: Pair<int, Friend>) : Pair<int, Friend> = v
            member this.Union(v: Shape) : Shape = v
            member this.Friend(v: Friend) : Friend = v
            member this.Nested(depth: int) : Shape =
                let mutable shape = Empty
                let mutable n = depth
                while n > 0 do
                    shape <- Many [shape]
                    n <- n - 1
                shape
        """;

    private TestServer _server = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await TestServer.StartAsync(Echo);
        Assert.That((await _server.PutAsync("/entities/Echo/e")).Status, Is.EqualTo(201));
    }

    [OneTimeTearDown]
    public async Task Stop() => await _server.DisposeAsync();

    [TestCase("Int", "-9223372036854775808")]
    [TestCase("Float", "0.1")]
    [TestCase("Float", "\"NaN\"")]
    [TestCase("Float", "\"-Infinity\"")]
    [TestCase("Bool", "true")]
    [TestCase("String", "\"a \\\"quoted\\\" ä\\n\"")]
    [TestCase("Option", "null")]
    [TestCase("Option", "3")]
    [TestCase("OptionOfOption", "null")]
    [TestCase("OptionOfOption", "{\"some\":null}")]
    [TestCase("OptionOfOption", "{\"some\":3}")]
    [TestCase("OptionOfUnit", "{\"some\":null}")]
    [TestCase("List", "[3,1,2]")]
    [TestCase("Set", "[\"a\",\"b\"]")]
    [TestCase("Tuple", "[1,\"a\",true]")]
    [TestCase("Map", "{\"a\":[1],\"b\":[]}")]
    [TestCase("MapOfPairs", "[[1,\"a\"],[2,\"b\"]]")]
    [TestCase("Record", "{\"x\":1,\"y\":2.5}")]
    [TestCase("Generic", "{\"first\":1,\"second\":7}")]
    [TestCase("Union", "{\"case\":\"Empty\"}")]
    [TestCase("Union", "{\"case\":\"Many\",\"fields\":[[{\"case\":\"Rect\",\"fields\":[1,2]},{\"case\":\"Circle\",\"fields\":[0.5]}]]}")]
    [TestCase("Friend", "7")]
    public async Task A_value_comes_back_as_it_was_written(string member, string json)
    {
        Assert.That((await _server.PostAsync($"/entities/Echo/e/{member}", $"[{json}]")).Body, Is.EqualTo(json));
        Assert.That((await _server.PostAsync($"/entities/Echo/e/{member}", $"{{\"v\":{json}}}")).Body, Is.EqualTo(json));
    }

    [TestCase("Float", "1e999", "`v`: expected a value of type `float`, a number, \"NaN\", \"Infinity\" or \"-Infinity\", found 1e999")]
    [TestCase("String", "\"\\ud800\"", "`v`: expected a value of type `string`, found \"\\ud800\"")]
    [TestCase("OptionOfOption", "3", "`v`: expected a value of type `int option option`, null or {\"some\": ...}, found 3")]
    [TestCase("List", "[1, true]", "`v[1]`: expected a value of type `int`, a whole number of 64 bits, found true")]
    [TestCase("Tuple", "[1, \"a\"]", "`v`: expected a value of type `int * string * bool`, an array of 3, found [1, \"a\"]")]
    [TestCase("Record", "{\"x\":1,\"y\":2,\"z\":3}", "`v.z`: unknown field 'z'; did you mean 'x'? Known: x, y")]
    [TestCase("Record", "{\"x\":1}", "`v.y`: missing: expected a value of type `float`")]
    [TestCase("Union", "{\"case\":\"Circel\"}", "`v.case`: unknown case 'Circel'; did you mean 'Circle'? Known: Empty, Circle, Rect, Many")]
    [TestCase("Union", "{\"case\":\"Rect\"}", "`v.fields`: missing: expected an array of 2, of the types `float`, `float`")]
    [TestCase("Friend", "\"ann\"", "`v`: expected the key of an entity of type `Friend`, which is of type `int`, found \"ann\"")]
    public async Task What_is_no_value_of_the_type_is_refused_with_its_place(string member, string json, string detail)
    {
        var reply = await _server.PostAsync($"/entities/Echo/e/{member}", $"[{json}]");
        Assert.That((reply.Status, reply.Detail), Is.EqualTo((400, detail)));
    }

    [Test]
    public async Task A_value_that_JSON_cannot_hold_is_said_to_be_too_deep()
    {
        Assert.That((await _server.PostAsync("/entities/Echo/e/Nested", "[40]")).Status, Is.EqualTo(200));
        var reply = await _server.PostAsync("/entities/Echo/e/Nested", "[5000]");
        Assert.That((reply.Status, reply.Detail), Is.EqualTo((500, "the request was executed, but the value is nested more than 256 levels deep, which is more than JSON may be here")));
    }
}
