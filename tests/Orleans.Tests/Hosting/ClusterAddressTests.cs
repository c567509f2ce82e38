using StateFlow.Orleans.Hosting;

namespace StateFlow.Orleans.Tests.Hosting;

public sealed class ClusterAddressTests
{
    [TestCase("redis://localhost:6379", "redis://localhost:6379", true)]
    [TestCase("redis://127.0.0.1", "redis://127.0.0.1", true)]
    [TestCase("redis://[::1]:6379/3", "redis://[::1]:6379/3", true)]
    [TestCase("rediss://:secret@cache.example.com:6380/1", "rediss://cache.example.com:6380/1", false)]
    [TestCase("postgres://ann:secret@db.example.com:5432/shop", "postgres://ann@db.example.com:5432/shop", false)]
    [TestCase("postgresql://ann@localhost/shop", "postgresql://ann@localhost/shop", true)]
    public void IsShownWithoutThePassword(string text, string shown, bool isLoopback)
    {
        var address = ClusterAddress.Parse(text);
        Assert.That((address.ToString(), address.IsLoopback), Is.EqualTo((shown, isLoopback)));
    }

    [TestCase("", "it is no address")]
    [TestCase("localhost:6379", "it is no address")]
    [TestCase("redis:6379", "it is no address")]
    [TestCase("http://localhost:80", "`http` is no kind of storage that is known")]
    [TestCase("redis://localhost/one", "a database of Redis is a number, not `one`")]
    [TestCase("redis://localhost?ssl=true", "it has more than host, port and database")]
    [TestCase("postgres://localhost", "the name of a database is missing")]
    [TestCase("postgres://localhost/a/b", "the name of a database is missing")]
    public void IsRefusedWithAnExample(string text, string reason) => Assert.That(
        () => ClusterAddress.Parse(text),
        Throws.TypeOf<FormatException>().With.Message.StartsWith($"'{text}' is not the address of a cluster: {reason}. Expected something like `redis://localhost:6379`"));

    [TestCase("redis://localhost:1", "cannot use redis://localhost:1: no Redis server answers there")]
    [TestCase("postgres://ann:secret@localhost:1/shop", "cannot use postgres://ann@localhost:1/shop: Failed to connect to 127.0.0.1:1")]
    public void SaysThatNobodyAnswers(string text, string message) => Assert.That(
        () => ClusterAddress.Parse(text).PrepareAsync(CancellationToken.None),
        Throws.TypeOf<StorageUnreachableException>().With.Message.EqualTo(message));
}
