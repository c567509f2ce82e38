using System.Text;
using NetMQ;
using NetMQ.Sockets;
using StateFlow.Jupyter.Connection;

namespace StateFlow.Jupyter.Sockets;

/// <summary>The sockets that carry messages. One thread uses them; others hand it what is to be sent.</summary>
internal sealed class KernelSockets : IDisposable
{
    private const byte Subscribed = 1;

    private readonly RouterSocket _shell = new();
    private readonly RouterSocket _control = new();
    private readonly RouterSocket _standardInput = new();
    private readonly XPublisherSocket _publications = new();
    private readonly NetMQQueue<Outgoing> _outgoing = new();
    private readonly NetMQPoller _poller;
    private readonly Lock _sending = new();
    private bool _isDisposed;

    /// <exception cref="ConnectionException"/>
    public KernelSockets(ConnectionFile connection)
    {
        _poller = [_shell, _control, _standardInput, _publications, _outgoing];
        try
        {
            _publications.Options.XPubVerbose = true; // Each subscriber is welcomed, not only the first one.
            Binding.Bind(_shell, "shell", connection.EndpointOf(connection.ShellPort));
            Binding.Bind(_control, "control", connection.EndpointOf(connection.ControlPort));
            Binding.Bind(_standardInput, "stdin", connection.EndpointOf(connection.StandardInputPort));
            Binding.Bind(_publications, "iopub", connection.EndpointOf(connection.PublicationsPort));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Receives and sends until <see cref="Stop"/>.</summary>
    /// <param name="received">Called for each message on a channel for requests.</param>
    /// <param name="subscribed">Called for each subscription, with what the topics begin with that it is for.</param>
    public void Run(Action<Channel, IReadOnlyList<byte[]>> received, Action<string> subscribed)
    {
        Forward(_shell, Channel.Shell);
        Forward(_control, Channel.Control);
        Forward(_standardInput, Channel.StandardInput);
        _publications.ReceiveReady += (_, _) =>
        {
            if (_publications.ReceiveMultipartBytes() is [[Subscribed, .. var topic]]) subscribed(Encoding.UTF8.GetString(topic));
        };
        _outgoing.ReceiveReady += (_, _) => SendWaiting();
        _poller.Run();

        void Forward(RouterSocket socket, Channel channel) => socket.ReceiveReady += (_, _) => received(channel, socket.ReceiveMultipartBytes());
    }

    /// <summary>Sends a message after those that were given before it. Any thread may call this, even when nothing is sent any more.</summary>
    public void Send(Channel channel, ImmutableArray<byte[]> frames) => Enqueue(new Outgoing(channel, frames));

    /// <summary>Ends <see cref="Run"/> after everything has been sent that was given before.</summary>
    public void Stop() => Enqueue(new Outgoing(default, default));

    public void Dispose()
    {
        lock (_sending) _isDisposed = true;
        _poller.Dispose();
        _outgoing.Dispose();
        foreach (NetMQSocket socket in (NetMQSocket[])[_shell, _control, _standardInput, _publications]) socket.Dispose();
    }

    private void Enqueue(Outgoing outgoing)
    {
        lock (_sending)
        {
            if (!_isDisposed) _outgoing.Enqueue(outgoing);
        }
    }

    private void SendWaiting()
    {
        while (_outgoing.TryDequeue(out var next, TimeSpan.Zero))
        {
            if (next.IsEnd)
            {
                _poller.Stop();
                return;
            }

            SocketOf(next.Channel).SendMultipartBytes(next.Frames);
        }
    }

    private NetMQSocket SocketOf(Channel channel) => channel switch
    {
        Channel.Shell => _shell,
        Channel.Control => _control,
        Channel.StandardInput => _standardInput,
        Channel.Publications => _publications,
        _ => throw new ArgumentOutOfRangeException(nameof(channel)),
    };

    private readonly record struct Outgoing(Channel Channel, ImmutableArray<byte[]> Frames)
    {
        public bool IsEnd => Frames.IsDefault;
    }
}
