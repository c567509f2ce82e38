using System.Text.Json;

namespace StateFlow.Cli.Repl.Editing;

/// <summary>What was entered, in this session and earlier ones; a file holds it, an entry a line as a JSON string.</summary>
internal sealed class History
{
    private const int MaxEntries = 1000;
    private const int MaxLength = 10_000;

    private readonly string _file;
    private readonly List<string> _entries;

    public History(string file)
    {
        _file = file;
        _entries = Read(file);
    }

    /// <summary>In the user's state directory: on Linux as the XDG base directories say.</summary>
    public static string DefaultFile
    {
        get
        {
            var state = Environment.GetEnvironmentVariable("XDG_STATE_HOME");
            if (string.IsNullOrEmpty(state))
            {
                state = OperatingSystem.IsLinux()
                    ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "state")
                    : Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
            }

            return Path.Combine(state, "stateflow", "history");
        }
    }

    public IReadOnlyList<string> Entries => _entries;

    /// <summary>Remembers an entry, unless it repeats the last one or is very long; written at once, for a terminal may be closed at any time.</summary>
    public void Add(string entry)
    {
        if (entry.Length > MaxLength || (_entries.Count > 0 && _entries[^1] == entry)) return;
        _entries.Add(entry);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
            File.AppendAllText(_file, Line(entry));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The session works without: there is only nothing to come back to.
        }
    }

    private static string Line(string entry) => $"\"{JsonEncodedText.Encode(entry)}\"\n";

    private static List<string> Read(string file)
    {
        try
        {
            if (!File.Exists(file)) return [];
            var lines = File.ReadAllLines(file);
            var entries = lines.Select(Entry).OfType<string>().TakeLast(MaxEntries).ToList();
            if (lines.Length > 2 * MaxEntries) File.WriteAllText(file, string.Concat(entries.Select(Line)));
            return entries;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static string? Entry(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return document.RootElement.GetString();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null; // A damaged line is no reason to lose the others.
        }
    }
}
