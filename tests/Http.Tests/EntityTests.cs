using System.Text.Json.Nodes;

namespace StateFlow.Http.Tests;

public sealed class EntityTests
{
    private const string Shop = """
        entity Item(name: string, initialPrice: int) =
            key name
            let mutable stock = 0
            let mutable price = initialPrice
            invariant stock >= 0
            member this.Price : int = price
            member this.Stock : int = stock
            member this.Restock(amount: int) : unit = stock <- stock + amount
            member this.UpdateStock(amount: int) : bool =
                if stock + amount < 0 then false
                else
                    stock <- stock + amount
                    true
            member private this.Hidden() : int = 1
            member this.Broken : int = 1 / (stock - stock)

        entity Order(id: int, note: string option) =
            key id
            member this.Note : string option = note
            member this.Fill(item: Item, amount: int) : bool = item.UpdateStock(-amount)
        """;

    private TestServer _server = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _server = await TestServer.StartAsync(Shop);
        Assert.That((await _server.PutAsync("/entities/Item/apple", """{ "initialPrice": 5 }""")).Status, Is.EqualTo(201));
        Assert.That((await _server.PutAsync("/entities/Order/7")).Status, Is.EqualTo(201));
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        Assert.That(_server.Log, Is.Empty);
        await _server.DisposeAsync();
    }

    [Test]
    public async Task An_entity_is_created_called_and_read()
    {
        Assert.That((await _server.PutAsync("/entities/Item/pear", "[3]")).Body, Is.EqualTo("\"pear\""));
        Assert.That(await _server.PostAsync("/entities/Item/pear/Restock", """{ "amount": 10 }"""), Is.EqualTo(new Reply(204, null, "", null)));
        Assert.That((await _server.PostAsync("/entities/Order/7/Fill", """{ "amount": 4, "item": "pear" }""")).Body, Is.EqualTo("true"));
        Assert.That((await _server.GetAsync("/entities/Item/pear/Stock")).Body, Is.EqualTo("6"));
        Assert.That((await _server.GetAsync("/entities/Order/7")).Body, Is.EqualTo("""{"Note":null}"""));
        Assert.That((await _server.PutAsync("/entities/Order/-8", """{ "note": "soon" }""")).Body, Is.EqualTo("-8"));
        Assert.That((await _server.GetAsync("/entities/Order/-8/Note")).Body, Is.EqualTo("\"soon\""));
    }

    [TestCase("a b")]
    [TestCase("a/b")]
    [TestCase("50%")]
    [TestCase("ä\u2603")]
    [TestCase("x?y#z")]
    [TestCase("\"'<&>")]
    public async Task Every_key_has_an_address(string key)
    {
        var path = $"/entities/Item/{Uri.EscapeDataString(key)}";
        var created = await _server.PutAsync(path, "[1]");
        Assert.That((string?)created.Json, Is.EqualTo(key));
        Assert.That((await _server.PostAsync(path + "/UpdateStock?ignored=1", "[2]")).Body, Is.EqualTo("true"));
        Assert.That((await _server.GetAsync(path + "/Stock")).Body, Is.EqualTo("2"));
    }

    [TestCase("GET", "/entities/Itm/apple", 404, "unknown entity 'Itm'; did you mean 'Item'? Known: Item, Order")]
    [TestCase("POST", "/entities/Item/apple/restok", 404, "unknown member of Item 'restok'; did you mean 'Restock'? Known: Price, Stock, Restock, UpdateStock, Broken")]
    [TestCase("POST", "/entities/Item/apple/Hidden", 404, "unknown member of Item 'Hidden'. Known: Price, Stock, Restock, UpdateStock, Broken")]
    [TestCase("GET", "/entities/Item/none", 404, "Item(\"none\") does not exist: PUT creates it")]
    [TestCase("GET", "/entities/Item/none/Stock", 404, "Item(\"none\") does not exist: PUT creates it")]
    [TestCase("GET", "/entities/Order/x/Note", 400, "the key of `Order` is a value of type `int`, a whole number of 64 bits, found `x`")]
    [TestCase("GET", "/entities/Order/9223372036854775808/Note", 400, "the key of `Order` is a value of type `int`, a whole number of 64 bits, found `9223372036854775808`")]
    [TestCase("GET", "/elsewhere", 404, "there is nothing at `/elsewhere`: entities are at `/entities/{entity}/{key}/{member}`, and `/openapi.json` describes them")]
    [TestCase("POST", "/entities/Item/apple/Stock", 405, "`Item.Stock` is a property, which GET reads; found POST")]
    [TestCase("GET", "/entities/Item/apple/Restock", 405, "`Item.Restock` is a method, which POST calls; found GET")]
    [TestCase("DELETE", "/entities/Item/apple", 405, "DELETE has no meaning for an entity: PUT creates it, GET gives its properties")]
    [TestCase("POST", "/openapi.json", 405, "the server does not take this POST of `/openapi.json`")]
    public async Task What_cannot_be_found_is_said_with_what_there_is(string method, string path, int status, string detail)
    {
        var reply = await _server.SendAsync(new HttpMethod(method), path);
        Assert.That((reply.Status, reply.Detail), Is.EqualTo((status, detail)));
        Assert.That(reply.Allow is not null, Is.EqualTo(status == 405));
    }

    [TestCase("""{ "amount": "x" }""", "`amount`: expected a value of type `int`, a whole number of 64 bits, found \"x\"")]
    [TestCase("""{ "amount": 1.5 }""", "`amount`: expected a value of type `int`, a whole number of 64 bits, found 1.5")]
    [TestCase("""{ "amount": 9223372036854775808 }""", "`amount`: expected a value of type `int`, a whole number of 64 bits, found 9223372036854775808")]
    [TestCase("{}", "`amount`: missing: expected a value of type `int`")]
    [TestCase(null, "`amount`: missing: expected a value of type `int`")]
    [TestCase("""{ "amont": 1 }""", "`amont`: unknown argument 'amont'; did you mean 'amount'? Known: amount")]
    [TestCase("[1, 2]", "expected the arguments `amount: int`, found an array of 2")]
    [TestCase("3", "expected the arguments `amount: int` as a JSON object, or as an array in this order")]
    public async Task A_wrong_argument_is_refused_with_what_was_expected(string? body, string detail)
    {
        var reply = await _server.PostAsync("/entities/Item/apple/Restock", body);
        Assert.That((reply.Status, reply.Detail), Is.EqualTo((400, detail)));
    }

    [TestCase("""{ "amount": 1 """, "the body is not JSON: ")]
    [TestCase("""{ "amount": 1, "amount": 2 }""", "the body is not JSON: Duplicate")]
    [TestCase("""{ "\ud800": 1 }""", "a name in the body has escapes that are no text")]
    public async Task A_body_that_is_no_JSON_is_refused(string body, string detail)
    {
        var reply = await _server.PostAsync("/entities/Item/apple/Restock", body);
        Assert.That((reply.Status, reply.Detail), Is.EqualTo((400, reply.Detail)));
        Assert.That(reply.Detail, Does.StartWith(detail));
    }

    [Test]
    public async Task A_failure_of_the_program_says_where_it_arose()
    {
        var reply = await _server.PostAsync("/entities/Item/apple/Restock", "[-1]");
        Assert.That((reply.Status, reply.Detail), Is.EqualTo((422, "invariant `stock >= 0` of Item(\"apple\") does not hold")));
        Assert.That((string?)reply.Json!["position"], Is.EqualTo("test.sf(5,5)"));
        Assert.That((string?)reply.Json["chain"]![0]!["callee"], Is.EqualTo("Item(\"apple\").Restock"));
        Assert.That((await _server.GetAsync("/entities/Item/apple")).Status, Is.EqualTo(422));
    }

    [Test]
    public async Task An_entity_cannot_be_created_twice()
    {
        var reply = await _server.PutAsync("/entities/Item/apple", "[6]");
        Assert.That((reply.Status, reply.Detail), Is.EqualTo((409, "Item(\"apple\") exists already")));
    }

    [Test]
    public async Task A_call_can_be_watched()
    {
        var reply = await _server.PostAsync("/entities/Order/7/Fill", """{ "amount": 0, "item": "apple" }""", ("Accept", "text/event-stream"));
        Assert.That(reply.Type, Is.EqualTo("text/event-stream"));
        Assert.That(reply.Body, Is.EqualTo("""
            event: executing
            data: {"attempt":1}

            event: call
            data: {"depth":1,"source":"Order(7)","target":"Item(\"apple\")","method":"Item.UpdateStock"}

            event: return
            data: {"depth":1,"failed":false}

            event: answer
            data: true


            """));
        var failing = await _server.PostAsync("/entities/Item/apple/Restock", "[-1]", ("Accept", "text/event-stream"));
        Assert.That(failing.Body, Does.Contain("event: problem\ndata: {\"title\":\"The program failed\",\"status\":422"));
    }

    [TestCase("\"\"", 0)]
    [TestCase("", 0)]
    public async Task An_empty_idempotency_key_is_refused(string key, int length)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/entities/Item/apple/UpdateStock") { Content = new StringContent("[1]", null, "application/json") };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var response = await _server.Client.SendAsync(request);
        Assert.That((int)response.StatusCode, Is.EqualTo(400));
        Assert.That(await response.Content.ReadAsStringAsync(), Does.Contain($"expected an `Idempotency-Key` of 1 to 256 characters, found {length}"));
    }

    [Test]
    public async Task The_body_must_say_that_it_is_JSON()
    {
        using var content = new StringContent("[1]");
        using var response = await _server.Client.PostAsync("/entities/Item/apple/UpdateStock", content);
        Assert.That((int)response.StatusCode, Is.EqualTo(415));
    }

    [Test]
    public async Task A_page_of_another_site_is_refused()
    {
        Assert.That((await _server.PostAsync("/entities/Item/apple/UpdateStock", "[0]", ("Origin", "https://elsewhere.example"))).Status, Is.EqualTo(403));
        Assert.That((await _server.PostAsync("/entities/Item/apple/UpdateStock", "[0]", ("Origin", _server.Address.GetLeftPart(UriPartial.Authority)))).Status, Is.EqualTo(200));
        Assert.That((await _server.SendAsync(HttpMethod.Get, "/health", null, ("Host", "elsewhere.example"))).Status, Is.EqualTo(400));
    }

    [Test]
    public async Task The_health_can_be_asked()
    {
        var reply = await _server.GetAsync("/health");
        Assert.That((reply.Status, (string?)reply.Json!["status"]), Is.EqualTo((200, "Healthy")));
    }

    [Test]
    public async Task Everything_is_described()
    {
        var document = (await _server.GetAsync("/openapi.json")).Json!;
        var paths = document["paths"]!.AsObject();
        Assert.That(paths.Select(path => path.Key), Is.EqualTo((string[])
        [
            "/entities/Item/{key}", "/entities/Item/{key}/Price", "/entities/Item/{key}/Stock", "/entities/Item/{key}/Restock", "/entities/Item/{key}/UpdateStock", "/entities/Item/{key}/Broken",
            "/entities/Order/{key}", "/entities/Order/{key}/Note", "/entities/Order/{key}/Fill",
        ]));
        var fill = paths["/entities/Order/{key}/Fill"]!["post"]!;
        Assert.That((string?)fill["operationId"], Is.EqualTo("Order.Fill"));
        var body = fill["requestBody"]!["content"]!["application/json"]!["schema"]!;
        Assert.That(body["required"]!.AsArray().Select(name => (string?)name), Is.EqualTo((string[])["item", "amount"]));
        foreach (var reference in References(document)) Assert.That(document["components"]!["schemas"]!.AsObject().ContainsKey(reference["#/components/schemas/".Length..]), reference);
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject json => json.SelectMany(property => property.Key == "$ref" ? [(string)property.Value!] : References(property.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };
}
