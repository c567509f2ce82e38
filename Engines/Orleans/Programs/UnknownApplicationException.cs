using StateFlow.Orleans.Hosting;

namespace StateFlow.Orleans.Programs;

/// <summary>A request is for an application that the silo does not run.</summary>
[GenerateSerializer]
public sealed class UnknownApplicationException : Exception
{
    internal UnknownApplicationException(string application, HostedApplications applications)
        : base($"The silo does not run the application '{application}': it runs {string.Join(", ", applications.All.Select(other => $"'{other.Name}'"))}.")
    {
    }
}
