using Microsoft.DotNet.Interactive.Formatting;
using StateFlow.Notebooks.Forms;

namespace StateFlow.Formatting;

/// <summary>Makes .NET notebooks show what StateFlow works with.</summary>
/// <example>
/// <code>
/// StateFlowFormatters.Register();
/// var compilation = Compiler.Compile([new SourceText("hello.sf", "printfn \"hello\"")]);
/// Console.WriteLine(compilation.Program.ToDisplayString("text/plain"));
/// </code>
/// </example>
public static class StateFlowFormatters
{
    /// <summary>Registers a form as HTML, which is preferred, and one as plain text for each of the types.</summary>
    /// <remarks>
    /// A notebook that loads the package has done so already. To register again changes nothing. The HTML is whole: it brings
    /// its style, and needs neither scripts nor a network.
    /// </remarks>
    public static void Register() => KnownForms.AddTo(new Registry());

    private sealed class Registry : IFormRegistry
    {
        public void Add<T>(Func<T, string> html, Func<T, string> text)
        {
            Formatter.Register(html, HtmlFormatter.MimeType);
            Formatter.Register(text, PlainTextFormatter.MimeType);
            Formatter.SetPreferredMimeTypesFor(typeof(T), HtmlFormatter.MimeType, PlainTextFormatter.MimeType);
        }
    }
}
