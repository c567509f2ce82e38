namespace StateFlow.Orleans.Grains;

/// <summary>The entity is active elsewhere, or has to be read again; to be asked again.</summary>
[GenerateSerializer]
internal sealed class SupersededException(string key) : Exception($"{key} is being read again");
