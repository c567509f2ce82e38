namespace StateFlow.Orleans.Messages;

/// <summary>What kind of message follows. The numbers are part of the format, as are those of the other tags.</summary>
internal enum MessageTag
{
    Call = 0,
    Answer = 1,
    Prepare = 2,
    Vote = 3,
    Commit = 4,
    Committed = 5,
    Abort = 6,
    Wound = 7,
    Inquiry = 8,
    Probe = 9,
    Missing = 10,
}

/// <summary>What kind of event follows.</summary>
internal enum EventTag
{
    Invoke = 0,
    Create = 1,
    Exists = 2,
}

/// <summary>What kind of continuation follows: frames and ends of transactions from the top, then one of the others.</summary>
internal enum ContinuationTag
{
    Frame = 0,
    Transaction = 1,
    Client = 2,
    Join = 3,
}
