using NetMQ;
using StateFlow.Jupyter.Connection;

namespace StateFlow.Jupyter.Sockets;

/// <summary>Sockets as all of them are set up.</summary>
internal static class Binding
{
    /// <summary>A host that sends more in one frame is disconnected.</summary>
    private const long LargestFrame = 256L * 1024 * 1024;

    private const int Unlimited = 0;

    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    /// <exception cref="ConnectionException">The address is not there to be listened on.</exception>
    public static void Bind(NetMQSocket socket, string name, string endpoint)
    {
        socket.Options.Linger = Linger;
        socket.Options.MaxMsgSize = LargestFrame;
        socket.Options.SendHighWatermark = Unlimited; // Messages beyond it would be dropped without a word.
        socket.Options.ReceiveHighWatermark = Unlimited;
        socket.Options.IPv4Only = !endpoint.Contains('[');
        try
        {
            socket.Bind(endpoint);
        }
        catch (Exception exception) when (exception is NetMQException or System.Net.Sockets.SocketException or ArgumentException)
        {
            throw new ConnectionException($"cannot listen on {endpoint} for the {name} channel: {Reason(exception)}");
        }
    }

    private static string Reason(Exception exception) => exception switch
    {
        AddressAlreadyInUseException => "another process does",
        NetMQException { ErrorCode: ErrorCode.AddressNotAvailable } => "this machine has no such address",
        _ => exception.Message,
    };
}
