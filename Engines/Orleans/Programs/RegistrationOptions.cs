namespace StateFlow.Orleans.Programs;

/// <summary>When a silo lists its programs.</summary>
internal sealed class RegistrationOptions
{
    /// <summary>A stage of the silo's start at which its grain storage can be used; by default the first at which each can.</summary>
    public int Stage { get; set; } = ServiceLifecycleStage.ApplicationServices + 1;
}
