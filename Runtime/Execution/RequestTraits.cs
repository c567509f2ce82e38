namespace StateFlow.Runtime.Execution;

/// <summary>What a batch has to know of its requests.</summary>
[Flags]
internal enum RequestTraits
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>One has an id.</summary>
    HasId = 1,

    /// <summary>Of one it is not known before what it touches.</summary>
    HasNoFootprint = 2,
}
