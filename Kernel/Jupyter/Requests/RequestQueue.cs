using System.Collections.Concurrent;

namespace StateFlow.Jupyter.Requests;

/// <summary>Answers requests in the order in which they came, on a thread of its own.</summary>
internal sealed class RequestQueue
{
    private readonly BlockingCollection<Request> _waiting = [];
    private readonly RequestDispatcher _dispatcher;

    public RequestQueue(string name, RequestDispatcher dispatcher)
    {
        _dispatcher = dispatcher;
        new Thread(AnswerAll) { Name = name, IsBackground = true }.Start();
    }

    /// <summary>How many requests have come and are not being answered yet.</summary>
    public int WaitingCount => _waiting.Count;

    public void Add(Request request) => _waiting.Add(request);

    private void AnswerAll()
    {
        var aborted = 0;
        foreach (var request in _waiting.GetConsumingEnumerable())
        {
            var stops = _dispatcher.Handle(request, isAborted: aborted > 0);
            aborted = stops ? _waiting.Count : Math.Max(0, aborted - 1);
        }
    }
}
