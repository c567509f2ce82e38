namespace StateFlow.Workloads.OrderEntry;

/// <summary>An order, or, without lines, a payment.</summary>
internal readonly record struct OrderEntryRequest(long Customer, long Amount, RequestedLine[]? Lines);

/// <param name="Supplier">The warehouse that has the item.</param>
internal readonly record struct RequestedLine(long Item, long Supplier, long Quantity);

/// <param name="Amount">The price of all units.</param>
internal readonly record struct OrderLine(long Item, long Supplier, long Units, long Amount);
