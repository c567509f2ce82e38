namespace StateFlow.Formatting.Tests;

/// <summary>Does what a notebook does when it loads the package.</summary>
[SetUpFixture]
public sealed class RegisterFormatters
{
    [OneTimeSetUp]
    public void Register() => StateFlowFormatters.Register();
}
