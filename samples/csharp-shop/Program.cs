using CSharpShop.Shop;
using StateFlow.Runtime;

await using var engine = await LocalEngine.StartAsync(ShopProgram.Load(), EngineOptions.Default);
var entities = new Entities(engine);
var apple = await entities.Item.Create("apple", 5);
await apple.Restock(10);
await entities.Item.Create("pear", 3);
var ann = await entities.User.Create("ann");
await ann.Deposit(100);

Console.WriteLine($"bought: {await ann.BuyItem(2, apple)}, stock {await apple.Stock}, balance {await ann.Balance}");

var snapshot = await engine.SnapshotAsync();
foreach (var item in snapshot.Entities<ItemState>().Where(item => item.Stock == 0)) Console.WriteLine($"sold out: {item.Name}");
