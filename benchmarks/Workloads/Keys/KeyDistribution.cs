namespace StateFlow.Workloads.Keys;

/// <summary>How often which key is asked for.</summary>
public enum KeyDistribution
{
    /// <summary>All equally often.</summary>
    Uniform,

    /// <summary>Few very often: Zipfian with the constant 0.99, the frequent ones scattered over all keys.</summary>
    Zipfian,
}
