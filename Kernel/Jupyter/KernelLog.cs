namespace StateFlow.Jupyter;

/// <summary>Where the kernel says what it tells no host, a line each.</summary>
internal sealed class KernelLog(TextWriter writer)
{
    private readonly Lock _lock = new();

    public void Write(string line)
    {
        try
        {
            lock (_lock) writer.WriteLine($"stateflow: jupyter: {line}");
        }
        catch (IOException)
        {
            // Nobody is left to be told.
        }
    }
}
