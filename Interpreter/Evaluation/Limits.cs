namespace StateFlow.Interpreter.Evaluation;

/// <summary>Sizes past which a program gets a failure, or is no longer recorded, instead of exhausting the machine.</summary>
internal static class Limits
{
    public const int TextLength = 1 << 29;

    public const int ListLength = 100_000_000;

    /// <summary>How many blocks of one step are remembered.</summary>
    public const int PathLength = 10_000;
}
