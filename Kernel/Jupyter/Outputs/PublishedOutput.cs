using System.Text;
using System.Text.Json.Nodes;
using StateFlow.Jupyter.Wire;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Jupyter.Outputs;

/// <summary>Publishes what a cell puts out. What is printed waits a moment, so that many lines are one message.</summary>
internal sealed class PublishedOutput : ICellOutput, IDisposable
{
    private const int LongestWaitingText = 128 * 1024;

    private const string StandardOutput = "stdout";

    private const string StandardError = "stderr";

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(50);

    private readonly Publisher _publisher;
    private readonly MessageHeader _parent;
    private readonly Timer _timer;
    private readonly Lock _lock = new();
    private readonly StringBuilder _waiting = new();
    private string _stream = StandardOutput;

    /// <param name="parent">The header of the request to run the cell.</param>
    public PublishedOutput(Publisher publisher, MessageHeader parent)
    {
        (_publisher, _parent) = (publisher, parent);
        _timer = new Timer(_ => Flush());
    }

    public void Print(string text) => Append(StandardOutput, text);

    public void PrintError(string text) => Append(StandardError, text);

    public IDisplay Display(MimeBundle content)
    {
        var display = new PublishedDisplay(this, Guid.NewGuid().ToString());
        display.Publish("display_data", content);
        return display;
    }

    /// <summary>Publishes what has been printed and still waits.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            if (_waiting.Length == 0) return;
            _publisher.Publish(_parent, "stream", new JsonObject { ["name"] = _stream, ["text"] = _waiting.ToString() });
            _waiting.Clear();
        }
    }

    public void Dispose()
    {
        _timer.Dispose();
        Flush();
    }

    private void Append(string stream, string text)
    {
        lock (_lock)
        {
            if (stream != _stream) Flush();
            _stream = stream;
            if (_waiting.Length == 0) WaitForMore();
            _waiting.Append(text);
            if (_waiting.Length > LongestWaitingText) Flush();
        }
    }

    private void WaitForMore()
    {
        try
        {
            _timer.Change(LongestWait, Timeout.InfiniteTimeSpan);
        }
        catch (ObjectDisposedException)
        {
            // What a cell prints after its end is published with what it prints next.
        }
    }

    private sealed class PublishedDisplay(PublishedOutput output, string id) : IDisplay
    {
        public void Update(MimeBundle content) => Publish("update_display_data", content);

        public void Publish(string type, MimeBundle content)
        {
            output.Flush();
            var message = MimeData.Of(content);
            message["transient"] = new JsonObject { ["display_id"] = id };
            output._publisher.Publish(output._parent, type, message);
        }
    }
}
