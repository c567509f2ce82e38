using StateFlow.Interpreter.Values;
using StateFlow.Runtime;

namespace StateFlow.Workloads;

/// <summary>Makes records of entities whose state is numbers.</summary>
internal static class Records
{
    /// <param name="key">The key, which is the first field.</param>
    /// <param name="others">The other fields.</param>
    public static EntityRecord Of(string entity, long key, params ReadOnlySpan<long> others) =>
        new(new EntityReference(entity, IntValue.Of(key)), [IntValue.Of(key), .. others.ToArray().Select(IntValue.Of)]);
}
