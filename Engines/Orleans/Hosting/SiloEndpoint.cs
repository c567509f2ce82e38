using System.Net;
using System.Net.Sockets;

namespace StateFlow.Orleans.Hosting;

/// <summary>Where a silo is reached.</summary>
/// <param name="Advertised">Its address, as other silos and clients know it.</param>
/// <param name="SiloPort">The port for other silos.</param>
/// <param name="GatewayPort">The port for clients; 0 if there are none.</param>
internal sealed record SiloEndpoint(IPAddress Advertised, int SiloPort, int GatewayPort)
{
    private const int Free = 0;

    /// <summary>An endpoint that only this machine reaches.</summary>
    public static SiloEndpoint Local() => new(IPAddress.Loopback, FreePort(IPAddress.Loopback), GatewayPort: 0);

    /// <summary>An endpoint that nobody else has.</summary>
    /// <param name="host">The name or address that is advertised; null for loopback or what this machine's name stands for.</param>
    /// <exception cref="ClusterException">The host is unknown, or a port taken.</exception>
    public static async Task<SiloEndpoint> FindAsync(string? host, int siloPort, int gatewayPort, bool isLoopback, CancellationToken cancellation)
    {
        var address = host is null && isLoopback ? IPAddress.Loopback : await ResolveAsync(host ?? Dns.GetHostName(), cancellation).ConfigureAwait(false);
        var silo = Reserve(siloPort);
        var gateway = Reserve(gatewayPort);
        return new SiloEndpoint(address, silo, gateway);

        int Reserve(int port)
        {
            if (port == Free) return FreePort(IPAddress.Any);
            ThrowIfTaken(port);
            return port;
        }
    }

    private static async Task<IPAddress> ResolveAsync(string host, CancellationToken cancellation)
    {
        try
        {
            var addresses = await Dns.GetHostAddressesAsync(host, cancellation).ConfigureAwait(false);
            return addresses.FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork) ?? addresses[0];
        }
        catch (SocketException exception)
        {
            throw new ClusterException($"'{host}' is not the name of a host: expected one by which other silos and clients reach this one", exception);
        }
    }

    /// <summary>Orleans lets two processes listen on one port, so that each would get a part of what is for the other.</summary>
    private static void ThrowIfTaken(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Any, port);
            listener.Start();
        }
        catch (SocketException exception)
        {
            throw new PortTakenException($"cannot listen on port {port}: {exception.Message}", exception);
        }
    }

    private static int FreePort(IPAddress address)
    {
        using var listener = new TcpListener(address, Free);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
