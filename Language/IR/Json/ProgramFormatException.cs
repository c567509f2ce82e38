namespace StateFlow.Language.IR.Json;

/// <summary>A text is not the JSON form of a program; the message is for users.</summary>
public sealed class ProgramFormatException : Exception
{
    /// <summary>Says what is wrong with the text.</summary>
    public ProgramFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong with the text, found by <paramref name="cause"/>.</summary>
    public ProgramFormatException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
