namespace StateFlow.Language.Syntax.Grammar;

/// <summary>Runs recursive descent on a stack that suits the depth of its input.</summary>
internal static class DeepRecursion
{
    private const int DepthForCallersStack = 50;
    private const int StackPerLevel = 48 * 1024;

    public static T Run<T>(int depth, Func<T> parse)
    {
        if (depth <= DepthForCallersStack) return parse();
        var result = default(T);
        var thread = new Thread(() => result = parse(), maxStackSize: (1024 * 1024) + (depth * StackPerLevel));
        thread.Start();
        thread.Join();
        return result!;
    }
}
