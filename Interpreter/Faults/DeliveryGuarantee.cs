namespace StateFlow.Interpreter.Faults;

/// <summary>What the channels between operators promise, and with it what a fault can do.</summary>
public enum DeliveryGuarantee
{
    /// <summary>A receiver recognises by its id an event that it has taken before.</summary>
    ExactlyOnce,

    /// <summary>An event that comes again is handled again.</summary>
    AtLeastOnce,
}
