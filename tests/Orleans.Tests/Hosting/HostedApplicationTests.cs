using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Orleans.Hosting;

namespace StateFlow.Orleans.Tests.Hosting;

public sealed class HostedApplicationTests
{
    private static readonly Program Counter = Compiler.Compile([new SourceText("folder/counter.sf", "entity Counter(name: string) =\n    key name\n")]).Program!;

    [Test]
    public void HasTheNameOfItsFile() => Assert.That(new HostedApplication(Counter, null).Name, Is.EqualTo("counter"));

    [Test]
    public void HasTheNameThatItIsGiven() => Assert.That(new HostedApplication(Counter, options => options.Application = "other").Name, Is.EqualTo("other"));

    [TestCase("")]
    [TestCase("a/b")]
    public void RefusesANameThatCannotBePartOfAKey(string name) => Assert.That(
        () => new HostedApplication(Counter, options => options.Application = name),
        Throws.ArgumentException.With.Message.StartsWith($"'{name}' cannot name an application"));

    [Test]
    public void RefusesToForgetAnswersThatAreStillAskedFor() => Assert.That(
        () => new HostedApplication(Counter, options => options.RequestRetention = TimeSpan.FromSeconds(1)),
        Throws.ArgumentException.With.Message.EqualTo("OrleansEngineOptions.RequestRetention: expected at least the call timeout of 00:00:30, found 00:00:01"));

    [Test]
    public void RefusesTwoOfOneName() => Assert.That(
        () => new HostedApplications([new HostedApplication(Counter, null), new HostedApplication(Counter, null)]),
        Throws.ArgumentException.With.Message.StartsWith("two programs are to be the application 'counter'"));
}
