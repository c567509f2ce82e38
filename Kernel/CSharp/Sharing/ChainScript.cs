using Microsoft.CodeAnalysis;
using StateFlow.Clients.Sharing;
using StateFlow.Notebooks.CSharp.Scripting;

namespace StateFlow.Notebooks.CSharp.Sharing;

/// <summary>The C# cells as a script that shares names.</summary>
internal sealed class ChainScript(ScriptChain chain) : IClientScript
{
    public IEnumerable<ClientVariable> Variables =>
        chain.Variables.Select(variable => new ClientVariable(variable.Name, variable.Type, () => variable.Value, value => variable.Value = value));

    public bool IsReserved(string name) => name == nameof(CellGlobals.Display);

    public async Task<string?> DeclareAsync(string text)
    {
        var script = chain.Compile(text);
        var error = script.GetCompilation().GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        if (error is not null) return error.GetMessage();
        chain.Continue(await chain.RunAsync(script, CancellationToken.None).ConfigureAwait(false), text);
        return null;
    }
}
