using System.Text.Json;
using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.Events;
using Microsoft.DotNet.Interactive.Formatting;
using Microsoft.DotNet.Interactive.ValueSharing;
using StateFlow.Clients;
using StateFlow.Interactive.Sharing;
using StateFlow.Interpreter.Sessions;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interactive;

/// <content>Values that other kernels ask for and send.</content>
public sealed partial class StateFlowKernel
    : IKernelCommandHandler<RequestValueInfos>,
        IKernelCommandHandler<RequestValue>,
        IKernelCommandHandler<SendValue>
{
    Task IKernelCommandHandler<RequestValueInfos>.HandleAsync(RequestValueInfos command, KernelInvocationContext context) => InTurnAsync(context, () =>
    {
        var infos = _notebook.Entities.Values.Select(value => new KernelValueInfo(
            value.Name, Form(value.Value, command.MimeType), typeName: value.Type.ToString())).ToArray();
        context.Publish(new ValueInfosProduced(infos, command));
        return Task.CompletedTask;
    });

    Task IKernelCommandHandler<RequestValue>.HandleAsync(RequestValue command, KernelInvocationContext context) => InTurnAsync(context, () =>
    {
        if (_notebook.Entities.Values.FirstOrDefault(value => value.Name == command.Name) is { } found)
            context.Publish(new ValueProduced(InCSharp(found), found.Name, Form(found.Value, command.MimeType), command));
        else
            context.Fail(command, message: $"there is no value `{command.Name}`: a cell of {DefaultName} declares one by `let {command.Name} = ...`");
        return Task.CompletedTask;
    });

    Task IKernelCommandHandler<SendValue>.HandleAsync(SendValue command, KernelInvocationContext context) => InTurnAsync(context, () =>
    {
        try
        {
            if (Received(command) is var (type, value))
                _notebook.Entities.Bind(command.Name, type, value);
            else
                context.Fail(command, message: $"`{command.Name}` is not shared: the entity language has no type for {Described(command)}");
        }
        catch (Exception exception) when (exception is ArgumentException or ValueConversionException)
        {
            context.Fail(command, message: $"`{command.Name}` is not shared: {exception.Message}");
        }

        return Task.CompletedTask;
    });

    private static (DataType Type, Value Value)? Received(SendValue command)
    {
        if (command.Value is JsonDocument document) return JsonValues.Read(document.RootElement);
        if (command.Value is JsonElement element) return JsonValues.Read(element);
        if (command.Value is { } value) return ConverterLookup.Find(value.GetType()) is { } converter ? (converter.Type, converter.ToValueObject(value)) : null;
        if (command.FormattedValue.MimeType != JsonFormatter.MimeType) return (DataType.String, new StringValue(command.FormattedValue.Value));
        using var json = JsonDocument.Parse(command.FormattedValue.Value);
        return JsonValues.Read(json.RootElement);
    }

    private static string Described(SendValue command) => command.Value switch
    {
        null or JsonDocument or JsonElement => "such JSON: send a number, a text, a truth value or a list of one of these, or use `--byref`",
        var value => $"`{value.GetType()}`",
    };

    /// <summary>The value as C# cells have it; as it is if there are none, or C# has no type for it.</summary>
    private object InCSharp(NamedValue value) =>
        _csharp?.Script.Variables.FirstOrDefault(variable => variable.Name == value.Name) is { } variable && IsSame(variable.Value, variable.Type, value.Value)
            ? variable.Value!
            : value.Value;

    private static bool IsSame(object? shared, Type type, Value value) =>
        shared is not null && ConverterLookup.Find(type) is { } converter && converter.ToValueObject(shared).Equals(value);

    private static FormattedValue Form(Value value, string mimeType) => new(
        mimeType, mimeType == JsonFormatter.MimeType ? JsonValues.Write(value) : value.ToDisplayString(mimeType));
}
