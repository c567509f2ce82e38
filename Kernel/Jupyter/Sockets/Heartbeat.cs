using NetMQ;
using NetMQ.Sockets;

namespace StateFlow.Jupyter.Sockets;

/// <summary>Sends back whatever comes, on a thread of its own, so that hosts see that the process lives.</summary>
internal sealed class Heartbeat : IDisposable
{
    private readonly RouterSocket _socket = new();
    private readonly NetMQPoller _poller;

    public Heartbeat(string endpoint)
    {
        _socket.ReceiveReady += (_, _) => _socket.SendMultipartMessage(_socket.ReceiveMultipartMessage());
        _poller = [_socket];
        try
        {
            Binding.Bind(_socket, "heartbeat", endpoint);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Start() => _poller.RunAsync("heartbeat", isBackgroundThread: true);

    public void Dispose()
    {
        _poller.Dispose();
        _socket.Dispose();
    }
}
