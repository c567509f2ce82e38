using System.Text;

namespace StateFlow.Jupyter.Tests;

/// <summary>Only who knows the key is listened to.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class SignatureTests
{
    [Test]
    public void AnswersWhatIsSigned()
    {
        using var kernel = new RunningKernel();
        using var host = kernel.Connect();

        Assert.That(host.Ask("kernel_info_request").Status, Is.EqualTo("ok"));
        Assert.That(kernel.Log, Is.Empty);
    }

    [Test]
    public void NeedsNoSignatureWithoutAKey()
    {
        using var kernel = new RunningKernel(key: "");
        using var host = kernel.Connect();

        Assert.That(host.Ask("kernel_info_request").Status, Is.EqualTo("ok"));
    }

    [Test]
    public void DropsWhatIsSignedWithAnotherKey()
    {
        using var kernel = new RunningKernel();
        using var host = kernel.Connect();
        string[] parts = [host.Header("1", "execute_request"), "{}", "{}", """{"code":"evil"}"""];
        var signature = host.Signature([.. parts[..3], """{"code":"good"}"""]);

        Host.SendRaw(host.Shell, [Encoding.ASCII.GetBytes("<IDS|MSG>"), signature, .. parts.Select(Encoding.UTF8.GetBytes)]);
        host.Ask("kernel_info_request");

        Assert.That(kernel.Log, Does.Contain("dropped a message: its signature is wrong"));
        Assert.That(kernel.Notebook.Cells, Is.Empty);
    }

    [Test]
    public void DropsWhatIsNotSigned()
    {
        using var kernel = new RunningKernel();
        using var host = kernel.Connect();
        string[] parts = ["<IDS|MSG>", "", host.Header("1", "execute_request"), "{}", "{}", """{"code":"evil"}"""];

        Host.SendRaw(host.Shell, [.. parts.Select(Encoding.UTF8.GetBytes)]);
        host.Ask("kernel_info_request");

        Assert.That(kernel.Log, Does.Contain("it is not signed"));
        Assert.That(kernel.Notebook.Cells, Is.Empty);
    }

    [Test]
    public void RunsNothingTwice()
    {
        using var kernel = new RunningKernel();
        using var host = kernel.Connect();
        string[] parts = [host.Header("1", "execute_request"), "{}", "{}", """{"code":"once"}"""];

        host.SendSigned(host.Shell, parts);
        host.SendSigned(host.Shell, parts);
        host.Ask("kernel_info_request");

        Assert.That(kernel.Notebook.Cells, Is.EqualTo(new[] { "once" }));
        Assert.That(kernel.Log, Does.Contain("its signature has been used before"));
    }
}
