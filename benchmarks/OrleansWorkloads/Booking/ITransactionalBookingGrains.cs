using Orleans.Concurrency;

namespace StateFlow.OrleansWorkloads.Booking;

/// <summary>What can be reserved, with Orleans Transactions.</summary>
internal interface ITransactionalOfferGrain : IGrainWithIntegerKey
{
    [Transaction(TransactionOption.CreateOrJoin)]
    Task Open(long count, long price);

    [Transaction(TransactionOption.CreateOrJoin)]
    Task<long> Price();

    /// <summary>Reserves, and gives the price of all.</summary>
    /// <exception cref="BookingRefusedException">There are not so many left.</exception>
    [Transaction(TransactionOption.CreateOrJoin)]
    Task<long> Reserve(long count);

    [ReadOnly]
    [Transaction(TransactionOption.CreateOrJoin)]
    Task<OfferState> GetState();
}

/// <summary>A flight, with Orleans Transactions.</summary>
internal interface ITransactionalFlightGrain : ITransactionalOfferGrain;

/// <summary>A hotel, with Orleans Transactions.</summary>
internal interface ITransactionalHotelGrain : ITransactionalOfferGrain;

/// <summary>Someone who travels, with Orleans Transactions.</summary>
internal interface ITransactionalTravellerGrain : IGrainWithIntegerKey
{
    [Transaction(TransactionOption.CreateOrJoin)]
    Task Open(long budget);

    /// <exception cref="BookingRefusedException">It is not possible, and nothing is reserved.</exception>
    [Transaction(TransactionOption.CreateOrJoin)]
    Task Book(long flight, long hotel, long nights);

    [ReadOnly]
    [Transaction(TransactionOption.CreateOrJoin)]
    Task<TravellerState> GetState();
}

/// <summary>A booking is not possible; aborts the transaction.</summary>
[GenerateSerializer]
internal sealed class BookingRefusedException(string reason) : Exception(reason);
