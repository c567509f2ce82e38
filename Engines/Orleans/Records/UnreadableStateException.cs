namespace StateFlow.Orleans.Records;

/// <summary>What is stored of an entity is not what was written: the entity answers nothing until that is put right, and nothing is overwritten.</summary>
[GenerateSerializer]
public sealed class UnreadableStateException : Exception
{
    internal UnreadableStateException(string entity, string reason, Exception? cause = null)
        : base($"What is stored of {entity} cannot be read: {reason}. Restore it from a backup, or delete it if the entity may start anew.", cause) => Entity = entity;

    /// <summary>The entity's key in the storage.</summary>
    [Id(0)]
    public string Entity { get; }
}
