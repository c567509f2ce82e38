using System.Collections.Frozen;

namespace StateFlow.Interpreter.Evaluation.Functions;

/// <summary>What the functions of the <see cref="StateFlow.Language.IR.Library"/> do.</summary>
internal static class LibraryBodies
{
    private static readonly FrozenDictionary<string, LibraryBody> Bodies = new[]
    {
        CoreFunctions.Bodies,
        NumberFunctions.Bodies,
        ListQueries.Bodies,
        ListTransforms.Bodies,
        ListFolds.Bodies,
        ListOrdering.Bodies,
        MapFunctions.Bodies,
        SetFunctions.Bodies,
        OptionFunctions.Bodies,
        StringFunctions.Bodies,
    }.SelectMany(module => module).ToFrozenDictionary();

    public static IEnumerable<string> Names => Bodies.Keys;

    public static LibraryBody Of(string function) => Bodies[function];
}
