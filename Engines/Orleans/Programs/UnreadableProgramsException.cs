namespace StateFlow.Orleans.Programs;

/// <summary>The list of an application's programs is not what was written: what is of a program that a silo does not know stays as it is until that is put right.</summary>
[GenerateSerializer]
public sealed class UnreadableProgramsException : Exception
{
    internal UnreadableProgramsException(string application, string reason, Exception? cause = null)
        : base($"The list of the programs of application '{application}' cannot be read: {reason}. Restore it from a backup; nothing has overwritten it.", cause)
    {
    }
}
