namespace StateFlow.Runtime.Execution;

/// <summary>The place of a unit in the order of all units, as a number that is greater the earlier the unit stands in its batch.</summary>
/// <remarks>
/// So a reservation is a maximum, and that of an earlier batch never counts: nothing has to be reset. This is the reservation of
/// Aria (Lu, Yu, Cao, Madden: VLDB 2020).
/// </remarks>
internal static class Ticket
{
    private const int IndexBits = 24;
    private const long LastIndex = (1 << IndexBits) - 1;

    /// <summary>The ticket of a unit.</summary>
    /// <param name="batch">From 1.</param>
    /// <param name="index">From 0.</param>
    public static long Of(long batch, int index) => (batch << IndexBits) | (LastIndex - index);

    /// <summary>Whether a reservation was made in the batch of a ticket.</summary>
    public static bool IsOfBatch(long reservation, long ticket) => reservation >> IndexBits == ticket >> IndexBits;

    /// <summary>Whether a reservation was made by an earlier unit of the batch.</summary>
    public static bool IsEarlier(long reservation, long ticket) => reservation > ticket;

    /// <summary>Reserves for a unit, unless an earlier one has.</summary>
    public static void Reserve(ref long reservation, long ticket)
    {
        var known = Volatile.Read(ref reservation);
        while (known < ticket)
        {
            var found = Interlocked.CompareExchange(ref reservation, ticket, known);
            if (found == known) return;
            known = found;
        }
    }
}
