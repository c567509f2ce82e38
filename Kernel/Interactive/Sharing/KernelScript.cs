using Microsoft.DotNet.Interactive;
using Microsoft.DotNet.Interactive.Commands;
using Microsoft.DotNet.Interactive.CSharp;
using Microsoft.DotNet.Interactive.Events;
using StateFlow.Clients;
using StateFlow.Clients.Sharing;
using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;

namespace StateFlow.Interactive.Sharing;

/// <summary>The cells of the C# kernel as a script that shares names.</summary>
internal sealed class KernelScript(CSharpKernel kernel) : IClientScript
{
    private bool _hasReferences;

    public IEnumerable<ClientVariable> Variables => kernel.ScriptState is not { } state
        ? []
        : state.Variables.GroupBy(variable => variable.Name).Select(same => same.Last())
            .Select(variable => new ClientVariable(variable.Name, variable.Type, () => variable.Value, value => variable.Value = value));

    /// <summary>Whether the last cell threw, so that variables may not have got their values.</summary>
    public bool HasFailed => kernel.ScriptState?.Exception is not null;

    public bool IsReserved(string name) => false;

    public Task<string?> DeclareAsync(string text)
    {
        AddReferences();
        var command = new SubmitCode(text, kernel.Name);
        using (ExecutionContext.SuppressFlow()) return Task.Run(() => RunAsync(command));
    }

    /// <summary>Runs a text apart from the cell that is running: neither in its turn nor with events in its output.</summary>
    private async Task<string?> RunAsync(SubmitCode command)
    {
        string? refusal = null;
        using var context = KernelInvocationContext.GetOrCreateAmbientContext(command);
        using var events = context.KernelEvents.Subscribe(@event => refusal = @event is CommandFailed failed ? failed.Message : refusal);
        await ((IKernelCommandHandler<SubmitCode>)kernel).HandleAsync(command, context).ConfigureAwait(false);
        return refusal;
    }

    private void AddReferences()
    {
        if (_hasReferences) return;
        kernel.AddAssemblyReferences(new[] { typeof(EntityClient), typeof(Value), typeof(Program) }.Select(type => type.Assembly.Location));
        _hasReferences = true;
    }
}
