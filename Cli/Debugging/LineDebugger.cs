using System.Text;
using StateFlow.Cli.Output;

namespace StateFlow.Cli.Debugging;

/// <summary>The debugger for scripts and pipes: commands in, plain text out.</summary>
internal static class LineDebugger
{
    public const string Prompt = "> ";

    /// <summary>Obeys commands until the input ends or one of them quits.</summary>
    public static void Run(DebuggerShell shell, StandardStreams streams)
    {
        streams.Output.Write(shell.Begin());
        using var input = new StreamReader(streams.Input, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        while (input.ReadLine() is { } line)
        {
            var answer = streams.Interrupts.Run(pause =>
            {
                // The commands stand in the output as they would on a terminal, so that a transcript can be read.
                streams.Output.Write($"{Prompt}{line.TrimEnd()}\n");
                streams.Output.Flush();
                shell.Pause = pause;
                return shell.Execute(line);
            });
            streams.Output.Write(answer.Text);
            streams.Output.Flush();
            if (answer.Quits) return;
        }
    }
}
