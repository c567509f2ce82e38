using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NUnit.Framework;
using StateFlow.Clients.Source;
using StateFlow.Language.IR;

namespace StateFlow.Clients.Tests;

/// <summary>Clients as an assembly.</summary>
internal static class CompiledClients
{
    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>Compiles the clients of a program with the warnings of a careful project as errors.</summary>
    /// <param name="more">Code that uses them.</param>
    public static Assembly Of(Program program, string more = "")
    {
        var source = ClientSource.Of(program, new ClientSourceOptions("Generated"));
        var options = new CSharpParseOptions(documentationMode: DocumentationMode.Diagnose);
        var compilation = CSharpCompilation.Create(
            $"Clients{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(source, options), CSharpSyntaxTree.ParseText(more, options)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var wrong = compilation.GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id is not ("CS1591" or "CS1573" or "CS1701" or "CS1702"));
        Assert.That(wrong, Is.Empty, source);
        using var stream = new MemoryStream();
        Assert.That(compilation.Emit(stream).Success);
        stream.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(stream);
    }
}
