using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Values;

namespace StateFlow.Runtime.Tests.Serializability;

/// <summary>A request to a cell or a tag.</summary>
/// <param name="Member">What is called; null to create the entity, and the empty string to ask whether it exists.</param>
internal sealed record CellRequest(Argument Target, string? Member, params ImmutableArray<Argument> Arguments)
{
    private string Entity => Target is CellArgument ? "Cell" : "Tag";

    public override string ToString() => Text(World.Printed);

    /// <summary>As a script asks it.</summary>
    public string Text(World world)
    {
        var key = Op.Text(Target, world);
        var arguments = string.Join(", ", Arguments.Select(argument => Op.Text(argument, world)));
        return Member switch
        {
            null => $"{Entity}({string.Join(", ", Arguments.Prepend(Target).Select(argument => Op.Text(argument, world)))})",
            "" => $"{Entity}.Exists({key})",
            _ => Arguments.IsEmpty ? $"{Entity}.Get({key}).{Member}" : $"{Entity}.Get({key}).{Member}({arguments})",
        };
    }

    /// <summary>As the engine takes it.</summary>
    public EntityRequest ToRequest(World world, LoadedProgram program)
    {
        var target = new EntityReference(Entity, Op.ToValue(Target, world, program));
        ImmutableArray<Value> arguments = [.. Arguments.Select(argument => Op.ToValue(argument, world, program))];
        return Member switch
        {
            null => new CreateRequest(target, [target.Key, .. arguments]),
            "" => new ExistsRequest(target),
            _ => new InvokeRequest(target, $"{Entity}.{Member}", [.. arguments]),
        };
    }
}
