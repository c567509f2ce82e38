using StateFlow.DebugAdapter.Launching;
using StateFlow.DebugAdapter.Protocol;

namespace StateFlow.DebugAdapter;

/// <summary>Serves one debugging client over a pair of streams.</summary>
/// <example>
/// <code>
/// new DebugAdapterServer(Console.OpenStandardInput(), Console.OpenStandardOutput(), new FileLauncher(File.ReadAllText)).Run();
/// </code>
/// </example>
public sealed class DebugAdapterServer(Stream input, Stream output, IProgramLauncher launcher)
{
    /// <summary>How often a running program is looked at; null for as often as is good for people.</summary>
    internal TimeSpan? LookInterval { get; init; }

    /// <summary>Fulfils requests until the client disconnects or the input ends.</summary>
    /// <returns>Why the input cannot be understood any more; null if it is at its end.</returns>
    public string? Run()
    {
        var reader = new MessageReader(input);
        var writer = new MessageWriter(output);
        var handler = LookInterval is { } interval
            ? new DebugRequestHandler(launcher, writer.Write) { LookInterval = interval }
            : new DebugRequestHandler(launcher, writer.Write);
        try
        {
            while (!handler.IsDisconnected && reader.Read() is { } content) Handle(content, handler);
            return null;
        }
        catch (FramingException exception)
        {
            handler.Refuse(exception.Message);
            return exception.Message;
        }
        finally
        {
            handler.Abandon();
        }
    }

    private static void Handle(byte[] content, DebugRequestHandler handler)
    {
        try
        {
            handler.Handle(Request.Read(content));
        }
        catch (RequestException exception)
        {
            handler.Refuse(exception.Message);
        }
    }
}
