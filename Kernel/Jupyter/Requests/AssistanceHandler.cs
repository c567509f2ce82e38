using System.Text.Json.Nodes;
using StateFlow.Jupyter.Outputs;
using StateFlow.Notebooks;
using StateFlow.Notebooks.Cells;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Jupyter.Requests;

/// <summary>Helps with writing cells.</summary>
internal sealed class AssistanceHandler(INotebook notebook)
{
    private const int IndentationStep = 4;

    /// <summary>Answers <c>complete_request</c>.</summary>
    public JsonObject Complete(Request request)
    {
        var (code, position) = Place(request);
        var completions = notebook.CompleteAsync(code, position, CancellationToken.None).GetAwaiter().GetResult();
        var (start, end) = (CodePoints.FromUtf16(code, completions.Replaced.Start), CodePoints.FromUtf16(code, completions.Replaced.End));
        var reply = Replies.Ok();
        reply["matches"] = Replies.Array(completions.Items.Select(item => item.Text));
        reply["cursor_start"] = start;
        reply["cursor_end"] = end;
        reply["metadata"] = new JsonObject
        {
            ["_jupyter_types_experimental"] = new JsonArray([.. completions.Items.Select(item => new JsonObject
            {
                ["start"] = start,
                ["end"] = end,
                ["text"] = item.Text,
                ["type"] = TypeOf(item.Kind),
                ["signature"] = item.Detail ?? "",
            })]),
        };
        return reply;
    }

    /// <summary>Answers <c>inspect_request</c>: with what stands there, or else with what is being called; asked for more, with both.</summary>
    public JsonObject Inspect(Request request)
    {
        var (code, position) = Place(request);
        var wantsMore = request.Number("detail_level") is > 0;
        var content = notebook.HoverAsync(code, position, CancellationToken.None).GetAwaiter().GetResult()?.Content;
        if (content is null || wantsMore)
        {
            var signatures = notebook.SignaturesAsync(code, position, CancellationToken.None).GetAwaiter().GetResult();
            if (signatures is not null) content = content is null ? MimeBundle.OfText(TextOf(signatures)) : WithSignatures(content, signatures);
        }

        var reply = Replies.Ok(MimeData.Of(content));
        reply["found"] = content is not null;
        return reply;
    }

    /// <summary>Answers <c>is_complete_request</c>.</summary>
    public JsonObject IsComplete(Request request)
    {
        var code = request.Text("code");
        return notebook.CompletenessOf(code) switch
        {
            Completeness.Complete => new JsonObject { ["status"] = "complete" },
            Completeness.Incomplete => new JsonObject { ["status"] = "incomplete", ["indent"] = IndentationAfter(code) },
            Completeness.Invalid => new JsonObject { ["status"] = "invalid" },
            var other => throw new ArgumentOutOfRangeException(nameof(request), other, null),
        };
    }

    private static (string Code, int Position) Place(Request request)
    {
        var code = request.Text("code");
        return (code, request.Number("cursor_pos") is { } position ? CodePoints.ToUtf16(code, position) : code.Length);
    }

    /// <summary>The names that hosts have icons for.</summary>
    private static string TypeOf(CompletionKind kind) => kind switch
    {
        CompletionKind.Keyword => "keyword",
        CompletionKind.Value or CompletionKind.Key => "instance",
        CompletionKind.Function or CompletionKind.Method => "function",
        CompletionKind.Property => "property",
        CompletionKind.Entity or CompletionKind.Type => "class",
        CompletionKind.Module => "module",
        CompletionKind.Directive => "magic",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static string TextOf(CellSignatures signatures) => string.Join(
        "\n\n", signatures.Signatures.Select(signature => signature.Documentation is { } documentation ? $"{signature.Label}\n{documentation}" : signature.Label));

    /// <summary>Other forms would hide the signatures, as hosts show the richest one.</summary>
    private static MimeBundle WithSignatures(MimeBundle content, CellSignatures signatures) =>
        MimeBundle.OfText($"{content.PlainText.TrimEnd()}\n\n{TextOf(signatures)}");

    /// <summary>That of the last line, and a step more if the line begins a block.</summary>
    private static string IndentationAfter(string code)
    {
        var line = code.TrimEnd() is var text && text.LastIndexOf('\n') is var end ? text[(end + 1)..] : "";
        var indentation = line.Length - line.TrimStart(' ').Length;
        string[] openers = ["=", "->", "then", "else", "do", "with", "try", "(", "[", "{"];
        var opens = openers.Any(opener => line.EndsWith(opener, StringComparison.Ordinal));
        return new string(' ', indentation + (opens ? IndentationStep : 0));
    }
}
