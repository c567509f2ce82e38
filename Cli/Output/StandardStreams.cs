using System.Text;

namespace StateFlow.Cli.Output;

/// <summary>The three standard streams; text is UTF-8 without a byte order mark, lines end in <c>\n</c>, on every system.</summary>
internal sealed record StandardStreams(Stream Input, TextWriter Output, TextWriter Errors)
{
    private const int BufferSize = 32 * 1024;

    /// <summary>What Ctrl-C ends instead of the process.</summary>
    public Interrupts Interrupts { get; } = new();

    public static StandardStreams Open() => new(
        Console.OpenStandardInput(),
        Writer(Console.OpenStandardOutput(), isPrompt: !Console.IsOutputRedirected),
        Writer(Console.OpenStandardError(), isPrompt: true));

    /// <summary>Writes a line to the errors, after what has been printed so far.</summary>
    public void Report(string line)
    {
        Output.Flush();
        ReportUnordered(line);
    }

    /// <summary>Writes a line to the errors, for when the output cannot be written to.</summary>
    public void ReportUnordered(string line)
    {
        try
        {
            Errors.WriteLine(line);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Nobody is left to be told.
        }
    }

    /// <param name="isPrompt">Whether somebody watches, so that nothing may wait in the buffer.</param>
    private static TextWriter Writer(Stream stream, bool isPrompt)
    {
        var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), BufferSize)
        {
            NewLine = "\n",
            AutoFlush = isPrompt,
        };
        return TextWriter.Synchronized(writer); // A signal flushes from a thread of its own.
    }
}
