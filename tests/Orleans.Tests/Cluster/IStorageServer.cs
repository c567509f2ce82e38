namespace StateFlow.Orleans.Tests.Cluster;

/// <summary>A server that keeps a cluster's members and states, started for a test.</summary>
internal interface IStorageServer : IAsyncDisposable
{
    /// <summary>What <c>--cluster</c> takes.</summary>
    string Address { get; }

    /// <summary>Nobody gets an answer until the result is disposed of.</summary>
    IDisposable Cut();
}
