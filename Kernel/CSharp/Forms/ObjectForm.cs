using System.Collections;
using System.Net;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis.CSharp.Scripting.Hosting;
using StateFlow.Clients;
using StateFlow.Interpreter.Values;
using StateFlow.Notebooks.Outputs;

namespace StateFlow.Notebooks.CSharp.Forms;

/// <summary>How C# values are shown.</summary>
internal static class ObjectForm
{
    private const int Longest = 10_000;
    private const int MostRows = 200;
    private const int MostColumns = 30;

    public static MimeBundle Of(object? value)
    {
        var text = MimeBundle.OfText(Shorten(Text(value)));
        return value is IEnumerable items and not string && Table(items) is { } table ? text.With(MimeBundle.Html, table) : text;
    }

    private static string Text(object? value) => value switch
    {
        null => "null",
        EntityClient or Value => value.ToString()!,
        Task { IsCompleted: true, Exception: null } task when task.GetType().IsGenericType => $"a task that is done: write `await` before it to see its result",
        Task => "a task: write `await` before it to see its result",
        _ when value.GetType().GetMethod("<Clone>$") is not null => value.ToString() ?? "",
        _ => CSharpObjectFormatter.Instance.FormatObject(value),
    };

    /// <summary>A row for each item, a column for each property; null if the items are no objects with properties.</summary>
    private static string? Table(IEnumerable items)
    {
        var rows = new List<object>();
        var count = 0;
        foreach (var item in items)
        {
            if (item is null || (count > 0 && item.GetType() != rows[0].GetType())) return null;
            if (rows.Count < MostRows) rows.Add(item);
            if (++count > MostRows) break;
        }

        if (rows.Count == 0 || rows[0] is string or IEnumerable or EntityClient || rows[0].GetType().IsPrimitive) return null;
        var columns = Columns(rows[0].GetType());
        if (columns.Count == 0) return null;
        var html = new StringBuilder("<table>\n<thead><tr>");
        foreach (var (name, _) in columns) html.Append($"<th scope=\"col\">{WebUtility.HtmlEncode(name)}</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in rows)
        {
            html.Append("<tr>");
            foreach (var (_, read) in columns) html.Append($"<td>{WebUtility.HtmlEncode(Cell(read, row))}</td>");
            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table>\n");
        if (count > MostRows) html.Append($"<p>the first {MostRows} rows</p>\n");
        return html.ToString();
    }

    private static List<(string Name, Func<object, object?> Read)> Columns(Type type)
    {
        if (type.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal))
            return [.. type.GetFields().Select(field => (field.Name, (Func<object, object?>)field.GetValue))];
        if (type.Namespace == "System") return [];
        return
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(property => property.CanRead && property.GetIndexParameters().Length == 0 && !property.PropertyType.IsAssignableTo(typeof(Task)))
                .Take(MostColumns)
                .Select(property => (property.Name, (Func<object, object?>)property.GetValue)),
        ];
    }

    private static string Cell(Func<object, object?> read, object row)
    {
        try
        {
            var value = read(row);
            return Shorten(value as string ?? Text(value));
        }
        catch (TargetInvocationException exception)
        {
            return exception.InnerException!.GetType().Name;
        }
    }

    private static string Shorten(string text) => text.Length <= Longest ? text : string.Concat(text.AsSpan(0, Longest), "…");
}
