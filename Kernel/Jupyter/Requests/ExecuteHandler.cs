using System.Text.Json;
using System.Text.Json.Nodes;
using StateFlow.Jupyter.Debugging;
using StateFlow.Jupyter.Outputs;
using StateFlow.Notebooks;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Jupyter.Requests;

/// <summary>Runs cells.</summary>
internal sealed class ExecuteHandler(INotebook notebook, CellHistory history, RunningCell running, NotebookDebugger debugger, Publisher publisher)
{
    public JsonObject Execute(Request request)
    {
        var code = request.Text("code");
        var isSilent = request.Flag("silent", missing: false);
        var expressions = request.Texts("user_expressions");
        var isStored = request.Flag("store_history", missing: true) && !isSilent && !string.IsNullOrWhiteSpace(code);
        if (isStored) history.Add(code);
        if (!isSilent) publisher.Publish(request.Header, "execute_input", Numbered(new JsonObject { ["code"] = code }));

        var result = string.IsNullOrWhiteSpace(code) ? CellResult.Done() : isSilent ? Run(code, Silence.Instance, null) : RunPublicly(request, code, isStored);
        return Numbered(result.Error is { } error ? Replies.Error(error) : Done(expressions));
    }

    /// <summary>Whether cells that wait behind a failed one are not to be run.</summary>
    public static bool StopsOnError(Request request) => request.Field("stop_on_error") is not { ValueKind: JsonValueKind.False };

    private CellResult RunPublicly(Request request, string code, bool isStored)
    {
        using var output = new PublishedOutput(publisher, request.Header);
        var result = Run(code, output, request);
        output.Flush();
        if (result.Value is { } value)
        {
            if (isStored) history.SetOutput(value.PlainText);
            publisher.Publish(request.Header, "execute_result", Numbered(MimeData.Of(value)));
        }

        if (result.Error is { } error) publisher.Publish(request.Header, "error", Replies.ErrorOutput(error));
        return result;
    }

    /// <param name="shown">The request for a cell that people see run, and may want to see stop.</param>
    private CellResult Run(string code, ICellOutput output, Request? shown)
    {
        debugger.Enter(code, shown?.Header);
        try
        {
            return running.Run(cancellation => notebook.RunAsync(code, output, cancellation));
        }
        finally
        {
            debugger.Leave();
        }
    }

    private JsonObject Done(ImmutableArray<(string Name, string Text)> expressions)
    {
        var values = new JsonObject();
        foreach (var (name, text) in expressions) values[name] = Evaluate(text);
        var reply = Replies.Ok();
        reply["payload"] = new JsonArray();
        reply["user_expressions"] = values;
        return reply;
    }

    private JsonObject Evaluate(string expression)
    {
        var result = Run(expression, Silence.Instance, null);
        return result.Error is { } error ? Replies.Error(error) : Replies.Ok(MimeData.Of(result.Value));
    }

    private JsonObject Numbered(JsonObject content)
    {
        content["execution_count"] = history.Count;
        return content;
    }
}
