using System.Collections.Concurrent;
using System.Text.Json;
using StateFlow.DebugAdapter;
using StateFlow.DebugAdapter.Launching;
using StateFlow.DebugAdapter.Protocol;
using StateFlow.Interpreter.Sessions;
using DebugRequest = StateFlow.DebugAdapter.Protocol.Request;

namespace StateFlow.Jupyter.Debugging;

/// <summary>A submission that is run by a debug adapter of its own. Its owner calls it from one thread at a time.</summary>
internal sealed class DebuggedRun
{
    private static readonly JsonElement None = JsonElement.Parse("{}");

    private readonly DebugSubmission _submission;
    private readonly DebugRequestHandler _handler;
    private readonly Action<Event> _tell;
    private readonly Action<string> _print;
    private readonly BlockingCollection<Turn> _turns = [];
    private readonly Lock _state = new(); // The adapter answers and tells on several threads.
    private readonly Dictionary<int, Action<Response>> _waiting = [];
    private int _lastSeq;
    private bool _isStopped;
    private bool _isUnattended;
    private bool _isClosed;

    /// <param name="tell">Takes events to the clients.</param>
    /// <param name="print">Is given what the run prints, each text once, however often the run goes back.</param>
    public DebuggedRun(DebugSubmission submission, ProgramSources sources, Action<Event> tell, Action<string> print)
    {
        (_submission, _tell, _print) = (submission, tell, print);
        _handler = new DebugRequestHandler(new CellLauncher(new LaunchedProgram(submission.Debugger, sources, [])), Receive);
    }

    private enum Turn
    {
        Stopped,
        Ended,
    }

    /// <summary>Whether it stands still for a client to look at it.</summary>
    public bool IsStopped
    {
        get
        {
            lock (_state) return _isStopped && !_isUnattended;
        }
    }

    private bool IsUnattended
    {
        get
        {
            lock (_state) return _isUnattended;
        }
    }

    /// <summary>Gets ready to run.</summary>
    /// <param name="client">What the client has said about itself.</param>
    /// <param name="breakpoints">Where to stop.</param>
    public void Prepare(JsonElement client, IEnumerable<DebugRequest> breakpoints, bool stopsAtEnd = false)
    {
        Send(new DebugRequest(0, "initialize", client), Ignore);
        Send(new DebugRequest(0, "launch", JsonSerializer.SerializeToElement(new { stopOnEnd = stopsAtEnd })), Ignore);
        foreach (var request in breakpoints) Send(request, Ignore);
    }

    /// <summary>Lets it run.</summary>
    public void Start() => Send(new DebugRequest(0, "configurationDone", None), Ignore);

    /// <summary>Passes a request on.</summary>
    /// <param name="answered">Is given the response, with the number of the request; perhaps later, on another thread.</param>
    public void Forward(DebugRequest request, Action<Response> answered)
    {
        if (_isClosed) answered(new Response(request.Seq, request.Command, false, "the cell has ended"));
        else Send(request, response => answered(response with { RequestSeq = request.Seq, Command = request.Command }));
    }

    /// <summary>What a request gives; null if it is refused, or has to wait.</summary>
    public JsonElement? Ask(string command, object arguments)
    {
        JsonElement? body = null;
        Forward(new DebugRequest(0, command, JsonSerializer.SerializeToElement(arguments)), response =>
        {
            if (response is { Success: true, Body: not null }) body = response.ToJson().GetProperty("body");
        });
        return body;
    }

    /// <summary>Lets it go on to its end, since the client is gone.</summary>
    /// <param name="breakpoints">Requests that leave no place to stop at.</param>
    public void LeaveAlone(IEnumerable<DebugRequest> breakpoints)
    {
        lock (_state) _isUnattended = true;
        foreach (var request in breakpoints) Send(request, Ignore);
        lock (_state)
        {
            if (_isStopped) _turns.Add(Turn.Stopped);
        }
    }

    /// <summary>Waits until it stands still, or has ended.</summary>
    public void WaitForStop() => _turns.Take();

    /// <summary>Waits until it has ended, or the wait is given up; whoever is gone does not hold it up.</summary>
    /// <returns>Whether nothing is left to do.</returns>
    public bool WaitForEnd(CancellationToken cancellation)
    {
        try
        {
            while (_turns.Take(cancellation) != Turn.Ended)
            {
                if (IsUnattended) Send(new DebugRequest(0, "continue", None), Ignore);
            }

            return _submission.Debugger.IsAtEnd;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Ends it wherever it is, and refuses what still waits for an answer.</summary>
    public void Close()
    {
        var wasStopped = IsStopped;
        Send(new DebugRequest(0, "disconnect", None), Ignore);
        _isClosed = true;
        if (wasStopped) TellContinued();
        List<Action<Response>> waiting;
        lock (_state)
        {
            waiting = [.. _waiting.Values];
            _waiting.Clear();
        }

        foreach (var answered in waiting) answered(new Response(0, "", false, "the cell has ended"));
    }

    private static void Ignore(Response response)
    {
    }

    private void Send(DebugRequest request, Action<Response> answered)
    {
        int seq;
        lock (_state)
        {
            seq = ++_lastSeq;
            _waiting.Add(seq, answered);
        }

        _handler.Handle(request with { Seq = seq });
    }

    private void Receive(ProtocolMessage message)
    {
        switch (message)
        {
            case Response response:
                Answer(response);
                break;
            case Event { Name: "stopped" } stopped:
                Stop(stopped);
                break;
            case Event { Name: "terminated" }:
                _turns.Add(Turn.Ended);
                break;
            case Event { Name: "output" } output when Printed(output) is { } text:
                _print(text);
                break;
            case Event { Name: "output" or "breakpoint" or "invalidated" } told:
                Tell(told);
                break;
        }
    }

    private void Answer(Response response)
    {
        var moves = response is { Success: true, Command: "continue" or "next" or "stepIn" or "stepOut" or "stepBack" or "reverseContinue" or "stateflow/goTo" };
        Action<Response>? answered;
        lock (_state)
        {
            _waiting.Remove(response.RequestSeq, out answered);
            if (moves) _isStopped = false;
        }

        answered?.Invoke(response);
        if (moves) TellContinued();
    }

    private void Stop(Event stopped)
    {
        lock (_state)
        {
            _isStopped = true;
            _turns.Add(Turn.Stopped);
        }

        Tell(stopped);
    }

    /// <summary>The protocol leaves this to the client's imagination, but JupyterLab waits for it.</summary>
    private void TellContinued() => Tell(new Event("continued", new { DebugRequestHandler.ThreadId, AllThreadsContinued = true }));

    private void Tell(Event told)
    {
        if (!IsUnattended) _tell(told);
    }

    private static string? Printed(Event output)
    {
        var body = output.ToJson().GetProperty("body");
        return body.GetProperty("category").GetString() == "stdout" ? body.GetProperty("output").GetString() : null;
    }
}
