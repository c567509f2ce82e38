using System.Reflection;
using StateFlow.Cli.Extensions;
using StateFlow.Cli.Output;
using StateFlow.Visualizer.Layout;

namespace StateFlow.Cli.Commands;

/// <summary>The layouts that <c>stateflow graph --layout</c> knows; one is an extension, which need not be there.</summary>
internal static class GraphLayouts
{
    /// <summary>What arranges if nothing says otherwise.</summary>
    public const string Default = "layered";

    private const string Msagl = "msagl";
    private const string MsaglFile = "StateFlow.Visualizer.Msagl.dll";

    private static readonly string HowToGetMsagl =
        $"'dotnet publish Visualizer/Msagl -o FOLDER' in a checkout of this version makes it, and {ExtensionFolders.Variable}=FOLDER names it to this command";

    /// <summary>The names that <c>--layout</c> takes.</summary>
    public static ImmutableArray<string> Names { get; } = [Default, Msagl];

    /// <summary>The layout of that name; null, with a message, if it is not there or does not work.</summary>
    public static ILayout? Find(string name, StandardStreams streams)
    {
        if (name == Default) return new LayeredLayout();
        if (ExtensionFolders.Find(MsaglFile) is not { } path)
        {
            streams.Report(new CommandError(
                "SF0015", $"the layout '{name}' is an extension, and {MsaglFile} is neither beside stateflow nor in a folder of {ExtensionFolders.Variable}; {HowToGetMsagl}").ToString());
            return null;
        }

        try
        {
            return Create(new ExtensionContext(path).LoadExtension(typeof(ILayout).Assembly.GetName()));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or BadImageFormatException
            or TypeLoadException or ReflectionTypeLoadException or TargetInvocationException or InvalidOperationException)
        {
            streams.Report(new CommandError("SF0016", $"cannot use the layout '{name}' of {path}: {Reason(exception)}; {HowToGetMsagl}").ToString());
            return null;
        }
    }

    private static ILayout Create(Assembly extension)
    {
        var layouts = extension.GetExportedTypes().Where(type => type.IsClass && !type.IsAbstract && type.IsAssignableTo(typeof(ILayout))).ToArray();
        return layouts is [var layout] && layout.GetConstructor([]) is not null
            ? (ILayout)Activator.CreateInstance(layout)!
            : throw new InvalidOperationException("it has no layout");
    }

    private static string Reason(Exception exception) => exception switch
    {
        BadImageFormatException => "it is not a library of .NET",
        FileNotFoundException { FileName: { } file } => $"{file.Split(',')[0]} is missing beside it",
        TargetInvocationException { InnerException: { } inner } => inner.Message.ReplaceLineEndings(" "),
        _ => exception.Message.ReplaceLineEndings(" "),
    };
}
