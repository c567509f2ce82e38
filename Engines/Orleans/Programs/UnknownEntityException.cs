namespace StateFlow.Orleans.Programs;

/// <summary>A request is for an entity whose type is in none of the application's programs.</summary>
[GenerateSerializer]
public sealed class UnknownEntityException : Exception
{
    internal UnknownEntityException(string application, string entity)
        : base($"No program of the application '{application}' has entities of the type {entity}.")
    {
    }
}
