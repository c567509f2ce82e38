namespace StateFlow.Workloads.Measurement;

/// <summary>A target broke under load.</summary>
public sealed class LoadException(Exception inner) : Exception(inner.Message, inner);
