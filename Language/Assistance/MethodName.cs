using StateFlow.Language.IR;

namespace StateFlow.Language.Assistance;

/// <summary>Finds methods by the names that people write.</summary>
public static class MethodName
{
    /// <summary>The method that a name stands for: its own, or the short one if no other method has it; or why there is none.</summary>
    public static (string? Method, string? Refusal) Find(Program program, string name)
    {
        var methods = program.Calls.Methods;
        if (methods.Contains(name)) return (name, null);
        return methods.Where(method => program.Method(method).ShortName == name).ToArray() switch
        {
            [var only] => (only, null),
            [] => (null, NearestName.Describe("method", name, methods)),
            var several => (null, $"`{name}` may be {string.Join(" or ", several)}: write which"),
        };
    }
}
