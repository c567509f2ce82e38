namespace StateFlow.Interpreter.Evaluation;

/// <summary>Sizes past which a program gets a failure instead of exhausting the machine.</summary>
internal static class Limits
{
    public const int TextLength = 1 << 29;

    public const int ListLength = 100_000_000;
}
