using StateFlow.DebugAdapter.Breakpoints;
using StateFlow.DebugAdapter.Launching;
using StateFlow.DebugAdapter.Protocol;
using StateFlow.DebugAdapter.Variables;
using StateFlow.Interpreter.Debugging;

namespace StateFlow.DebugAdapter;

/// <summary>Fulfils the requests of a debugging client, however they come and go.</summary>
/// <remarks>
/// <see cref="Handle"/> returns when the response is sent; the run goes on meanwhile on a thread of its own, which uses the session alone
/// until it is told to pause. All else happens under a lock.
/// </remarks>
public sealed partial class DebugRequestHandler
{
    /// <summary>The run is shown as one thread: of all entities, only one runs at a time.</summary>
    public const int ThreadId = 1;

    private readonly IProgramLauncher _launcher;
    private readonly Action<ProtocolMessage> _send;
    private readonly Dictionary<string, RequestKind> _kinds;
    private readonly Lock _lock = new();
    private readonly BreakpointTable _breakpoints = new();
    private readonly VariableReferences _references = new();
    private readonly OutputRelay _output;
    private readonly List<(Request Request, RequestKind Kind)> _deferred = [];
    private int _lastSeq;
    private InitializeArguments? _client;
    private LaunchArguments _arguments = new();
    private LaunchedProgram? _launched;
    private Movement? _movement;
    private bool _hasStarted;
    private bool _isOver;

    /// <param name="send">Takes messages to the client; is called from several threads, but never from two at once.</param>
    public DebugRequestHandler(IProgramLauncher launcher, Action<ProtocolMessage> send)
    {
        _launcher = launcher;
        _send = send;
        _output = new OutputRelay(body => Tell("output", body));
        _kinds = RequestKinds().ToDictionary(kind => kind.Command);
    }

    /// <summary>Whether the client has said that it is done.</summary>
    public bool IsDisconnected { get; private set; }

    /// <summary>How often a running program is looked at, to tell what it prints.</summary>
    internal TimeSpan LookInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    private DebugSession Session => _launched!.Session;

    /// <summary>Fulfils a request, or says why it cannot be.</summary>
    public void Handle(Request request)
    {
        lock (_lock)
        {
            if (!_kinds.TryGetValue(request.Command, out var kind))
            {
                Refuse(request, $"unknown request `{request.Command}`");
                return;
            }

            if (Objection(kind) is { } objection)
            {
                Refuse(request, objection);
            }
            else if (kind.Needs == RequestNeeds.Rest && _movement is not null)
            {
                _deferred.Add((request, kind));
                _movement.EndSlice();
            }
            else
            {
                Fulfil(request, kind);
            }
        }
    }

    /// <summary>Tells the client that a message could not be understood.</summary>
    internal void Refuse(string message)
    {
        lock (_lock) Refuse(new Request(0, "", null), message);
    }

    /// <summary>Lets the run end wherever it is.</summary>
    internal void Abandon()
    {
        lock (_lock)
        {
            _movement?.Pause();
            _movement = null;
            IsDisconnected = true;
        }
    }

    private IEnumerable<RequestKind> RequestKinds() => [.. LifeKinds(), .. MovingKinds(), .. BreakpointKinds(), .. LookingKinds()];

    private static RequestKind Kind<T>(string command, RequestNeeds needs, Func<T, Reply> fulfil) =>
        new(command, needs, request => fulfil(ProtocolJson.ArgumentsOf<T>(request)));

    private string? Objection(RequestKind kind) => kind.Needs switch
    {
        RequestNeeds.Nothing => null,
        _ when _client is null => "send `initialize` first",
        RequestNeeds.Client => null,
        _ when _launched is null => "nothing is debugged yet: send `launch` first",
        RequestNeeds.Run or RequestNeeds.Rest => null,
        _ when _isOver => "the program has ended",
        _ when _movement is not null => "the program is running: send `pause` first",
        _ when !_hasStarted => "the program has not started: send `configurationDone` first",
        _ => null,
    };

    private void Fulfil(Request request, RequestKind kind)
    {
        try
        {
            var reply = kind.Fulfil(request);
            Send(new Response(request.Seq, request.Command, true, Body: reply.Body));
            reply.Then?.Invoke();
        }
        catch (RequestException exception)
        {
            Refuse(request, exception.Message);
        }
        catch (Exception exception) when (exception is not IOException)
        {
            Refuse(request, InternalError(exception));
        }
    }

    private void FulfilDeferred()
    {
        foreach (var (request, kind) in _deferred) Fulfil(request, kind);
        _deferred.Clear();
    }

    private void Refuse(Request request, string message) => Send(new Response(
        request.Seq, request.Command, false, message, new { Error = new { Id = 1, Format = message.Replace("{", "").Replace("}", ""), ShowUser = true } }));

    private void Tell(string name, object? body = null) => Send(new Event(name, body));

    private void Send(ProtocolMessage message) => _send(message with { Seq = ++_lastSeq });

    private static string InternalError(Exception exception) =>
        $"internal error: please report it, it is a fault of stateflow ({exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")})";

    /// <summary>A line of the program as the client counts lines.</summary>
    private int ClientLine(int line) => _client is { LinesStartAt1: false } ? line - 1 : line;

    private int ClientColumn(int column) => _client is { ColumnsStartAt1: false } ? column - 1 : column;

    private int ProgramLine(int line) => _client is { LinesStartAt1: false } ? line + 1 : line;
}

/// <summary>How requests with a certain command are fulfilled.</summary>
internal sealed record RequestKind(string Command, RequestNeeds Needs, Func<Request, Reply> Fulfil);

/// <summary>What becomes of a request that can be fulfilled.</summary>
/// <param name="Body">What the response carries.</param>
/// <param name="Then">What is done when the response is sent.</param>
internal sealed record Reply(object? Body = null, Action? Then = null);

/// <summary>What there must be before a request can be fulfilled.</summary>
internal enum RequestNeeds
{
    Nothing,

    /// <summary>A client that has introduced itself.</summary>
    Client,

    /// <summary>A run, even on its way.</summary>
    Run,

    /// <summary>A run that does not change meanwhile; if it is on its way, the request waits for an occasion.</summary>
    Rest,

    /// <summary>A run that has stopped.</summary>
    Stop,
}
