using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Debugging;

/// <summary>Finds what a breakpoint means in a program, or says why it means nothing.</summary>
internal sealed class BreakpointResolver(Program program, CodeLines lines)
{
    /// <summary>The target as it can be hit, or what to do instead.</summary>
    public (BreakpointTarget? Target, string? Refusal) Resolve(BreakpointTarget target) => target switch
    {
        LineTarget line => Line(line),
        EntityTarget entity => Entity(entity.Type, entity.Key) is { } refusal ? (null, refusal) : (entity, null),
        MethodTarget method => Method(method.Method, Known(method), out var name) is { } refusal ? (null, refusal) : (new MethodTarget(name!), null),
        BlockTarget block => Block(block),
        FieldTarget field => Field(field),
        _ => (target, null),
    };

    private (BreakpointTarget?, string?) Line(LineTarget target)
    {
        var file = lines.Files.FirstOrDefault(known => known == target.File)
            ?? lines.Files.FirstOrDefault(known => Path.GetFileName(known) == Path.GetFileName(target.File));
        if (file is null) return (null, $"the program has no file `{target.File}`: its files are {string.Join(", ", lines.Files)}");
        if (lines.WholeMethodAt(file, target.Line) is { } whole)
            return (null, $"line {target.Line} is in `{NameOf(whole)}`, which runs in one go since it never waits: break where it is called");
        return lines.AtOrAfter(file, target.Line) is { } line
            ? (new LineTarget(file, line), null)
            : (null, $"there is no code at or after line {target.Line}{(lines.LastOf(file) is { } last ? $": the last line with code is {last}" : "")}");
    }

    private string? Entity(string type, Value? key)
    {
        var known = program.Operators.Select(op => op.Name).ToList();
        if (type == Program.ScriptName) return null;
        if (!known.Contains(type)) return Unknown("entity type", type, known);
        var op = program.Operator(type);
        var expected = op.Fields[op.KeyField].Type;
        return (key, expected) switch
        {
            (null, _) => null,
            (IntValue, _) when expected == DataType.Int => null,
            (StringValue, _) when expected == DataType.String => null,
            _ => $"the key of `{type}` is {(expected == DataType.Int ? "an int" : "a string")}, not {key}",
        };
    }

    private ImmutableArray<Method> Known(MethodTarget _) =>
        [.. program.Operators.SelectMany(op => op.Methods).Where(method => method.Kind is MethodKind.Method or MethodKind.Property)];

    private static string? Method(string method, ImmutableArray<Method> known, out string? name)
    {
        name = known.FirstOrDefault(candidate => candidate.Name == method)?.Name;
        if (name is not null) return null;
        var named = known.Where(candidate => candidate.ShortName == method).ToList();
        if (named.Count > 1) return $"`{method}` could be {string.Join(" or ", named.Select(candidate => $"`{candidate.Name}`"))}: write it with its entity type";
        name = named.SingleOrDefault()?.Name;
        return name is null ? Unknown("method", method, [.. known.Select(candidate => candidate.Name)]) : null;
    }

    private (BreakpointTarget?, string?) Block(BlockTarget target)
    {
        ImmutableArray<Method> known = [.. program.Operators.Append(program.Script).SelectMany(op => op.Methods).Where(CodeLines.IsStepped)];
        if (Method(target.Method, known, out var name) is { } refusal) return (null, refusal);
        var blocks = program.Method(name!).Blocks;
        return target.Block >= 0 && target.Block < blocks.Count
            ? (new BlockTarget(name!, target.Block), null)
            : (null, $"`{name}` has no block b{target.Block}: its blocks are b0 to b{blocks.Count - 1}");
    }

    private (BreakpointTarget?, string?) Field(FieldTarget target)
    {
        if (Entity(target.Type, target.Key) is { } refusal) return (null, refusal);
        var fields = program.Operator(target.Type).Fields.Select(field => field.Name).ToList();
        return fields.Contains(target.Field) ? (target, null) : (null, Unknown($"field of `{target.Type}`", target.Field, fields));
    }

    private static string NameOf(Method method) => method.Kind == MethodKind.Lambda ? "fun" : method.Name;

    private static string Unknown(string what, string name, IReadOnlyCollection<string> known)
    {
        var nearest = known.Where(candidate => Spelling.IsNear(name, candidate)).MinBy(candidate => Spelling.Distance(name, candidate));
        var cure = nearest is not null ? $"did you mean `{nearest}`?" : known.Count == 0 ? "there are none" : $"there are {string.Join(", ", known)}";
        return $"unknown {what} `{name}`: {cure}";
    }
}
