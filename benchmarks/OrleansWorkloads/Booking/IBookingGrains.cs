namespace StateFlow.OrleansWorkloads.Booking;

/// <summary>What can be reserved.</summary>
internal interface IOfferGrain : IGrainWithIntegerKey
{
    Task Open(long count, long price);

    Task<long> Price();

    /// <summary>Reserves, and gives the price of all; null if there are not so many left.</summary>
    Task<long?> Reserve(long count);

    Task GiveBack(long count);

    Task<OfferState> GetState();
}

/// <summary>A flight.</summary>
internal interface IFlightGrain : IOfferGrain;

/// <summary>A hotel.</summary>
internal interface IHotelGrain : IOfferGrain;

/// <summary>Someone who travels.</summary>
internal interface ITravellerGrain : IGrainWithIntegerKey
{
    Task Open(long budget);

    Task<bool> Book(long flight, long hotel, long nights);

    Task<TravellerState> GetState();
}
