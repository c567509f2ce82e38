namespace StateFlow.Cli.Repl;

/// <summary>The escape sequences of terminals (ECMA-48) that are used.</summary>
internal static class Ansi
{
    public const string Plain = "\e[0m";
    public const string Red = "\e[31m";
    public const string Green = "\e[32m";
    public const string Yellow = "\e[33m";
    public const string Blue = "\e[34m";
    public const string Magenta = "\e[35m";
    public const string Cyan = "\e[36m";
    public const string Gray = "\e[90m";
    public const string ClearBelow = "\e[J";
    public const string ClearScreen = "\e[H\e[2J";

    public static string Up(int rows) => rows > 0 ? $"\e[{rows}A" : "";

    public static string Down(int rows) => rows > 0 ? $"\e[{rows}B" : "";

    public static string Right(int columns) => columns > 0 ? $"\e[{columns}C" : "";
}
