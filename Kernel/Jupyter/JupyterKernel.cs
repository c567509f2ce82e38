using System.Text.Json.Nodes;
using StateFlow.Jupyter.Connection;
using StateFlow.Jupyter.Debugging;
using StateFlow.Jupyter.Outputs;
using StateFlow.Jupyter.Requests;
using StateFlow.Jupyter.Sockets;
using StateFlow.Jupyter.Wire;
using StateFlow.Notebooks;

namespace StateFlow.Jupyter;

/// <summary>A notebook that Jupyter's hosts can use.</summary>
/// <remarks>
/// One thread sends and receives, one answers what must be answered in order, one what must be answered even while a cell runs, and
/// one sends back heartbeats.
/// </remarks>
public sealed class JupyterKernel : IDisposable
{
    private readonly KernelLog _log;
    private readonly MessageCodec _codec;
    private readonly KernelSockets _sockets;
    private readonly Heartbeat _heartbeat;
    private readonly Publisher _publisher;
    private readonly RunningCell _running = new();
    private readonly RequestQueue _shell;
    private readonly RequestQueue _control;

    /// <summary>Listens where the host wants it to; what comes is answered in <see cref="Run"/>.</summary>
    /// <param name="open">Opens the notebook, whose cells are to be run by what it is given: so they can be debugged.</param>
    /// <param name="log">Where it is said what is wrong with messages that are not answered.</param>
    /// <exception cref="ConnectionException">The address is not there to be listened on.</exception>
    public JupyterKernel(ConnectionFile connection, Func<ISubmissionRunner, INotebook> open, TextWriter log)
    {
        _log = new KernelLog(log);
        _codec = new MessageCodec(new MessageSigner(connection.Key));
        _sockets = new KernelSockets(connection);
        try
        {
            _heartbeat = new Heartbeat(connection.EndpointOf(connection.HeartbeatPort));
        }
        catch
        {
            _sockets.Dispose();
            throw;
        }

        _publisher = new Publisher(_codec, _sockets);
        var debugger = new NotebookDebugger(_publisher);
        var anytime = AnswersAtAnyTime(connection, debugger);
        _control = new RequestQueue("control", new RequestDispatcher(anytime, _publisher, _log));
        _shell = new RequestQueue("shell", new RequestDispatcher(anytime.AddRange(AnswersInOrder(open(debugger), debugger)), _publisher, _log));
    }

    /// <summary>How many requests wait until others have been answered.</summary>
    internal int WaitingCount => _shell.WaitingCount;

    /// <summary>Answers requests until a host wants the kernel to end, or <see cref="Stop"/> does.</summary>
    public void Run()
    {
        _heartbeat.Start();
        _publisher.PublishStatus(null, "starting");
        _sockets.Run(Receive, _publisher.Welcome);
    }

    /// <summary>Ends <see cref="Run"/>. Any thread may call this.</summary>
    public void Stop()
    {
        _sockets.Stop();
        _running.Interrupt();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _heartbeat.Dispose();
        _sockets.Dispose();
    }

    private void Receive(Channel channel, IReadOnlyList<byte[]> frames)
    {
        Message message;
        try
        {
            message = _codec.Decode(frames);
        }
        catch (MalformedMessageException exception)
        {
            _log.Write($"dropped a message: {exception.Message}");
            return;
        }

        if (channel == Channel.StandardInput) _log.Write($"ignored a message of type '{message.Header.Type}' on the stdin channel: no input was asked for");
        else (channel == Channel.Control ? _control : _shell).Add(new Request(channel, message));
    }

    /// <summary>What must not wait for a cell that runs.</summary>
    private ImmutableDictionary<string, Func<Request, JsonObject?>> AnswersAtAnyTime(ConnectionFile connection, NotebookDebugger debugger) =>
        new Dictionary<string, Func<Request, JsonObject?>>
        {
            ["kernel_info_request"] = _ => KernelInfo.Describe(),
            ["connect_request"] = _ => KernelInfo.Ports(connection),
            ["interrupt_request"] = _ => Interrupt(),
            ["shutdown_request"] = ShutDown,
            ["debug_request"] = request => WithoutReply(() => debugger.Handle(request)),
            ["comm_info_request"] = _ => Refusals.Comms(),
        }.ToImmutableDictionary();

    private Dictionary<string, Func<Request, JsonObject?>> AnswersInOrder(INotebook notebook, NotebookDebugger debugger)
    {
        var history = new CellHistory();
        var assistance = new AssistanceHandler(notebook);
        return new()
        {
            ["execute_request"] = new ExecuteHandler(notebook, history, _running, debugger, _publisher).Execute,
            ["complete_request"] = assistance.Complete,
            ["inspect_request"] = assistance.Inspect,
            ["is_complete_request"] = assistance.IsComplete,
            ["history_request"] = history.Find,
            ["comm_open"] = request => WithoutReply(() => Refusals.CloseComm(request, _publisher)),
            ["comm_msg"] = _ => null,
            ["comm_close"] = _ => null,
        };
    }

    private JsonObject Interrupt()
    {
        _running.Interrupt();
        return Replies.Ok();
    }

    private JsonObject? ShutDown(Request request)
    {
        var reply = Replies.Ok();
        reply["restart"] = request.Flag("restart", missing: false);
        _publisher.Reply(request, "shutdown_reply", reply);
        _publisher.Publish(request.Header, "shutdown_reply", reply);
        _publisher.PublishStatus(request.Header, "idle"); // What is sent after the stop is not sent.
        Stop();
        return null;
    }

    private static JsonObject? WithoutReply(Action answer)
    {
        answer();
        return null;
    }
}
