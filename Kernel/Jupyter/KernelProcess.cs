using NetMQ;
using StateFlow.Jupyter.Connection;
using StateFlow.Jupyter.Outputs;
using StateFlow.Notebooks;

namespace StateFlow.Jupyter;

/// <summary>A process that is a kernel and nothing else.</summary>
public static class KernelProcess
{
    /// <summary>Runs a kernel until a host wants it to end, or the process that has started it is gone.</summary>
    /// <param name="connectionFile">The file in which the host says where it wants to reach the kernel.</param>
    /// <param name="open">Opens the notebook, whose cells are to be run by what it is given: so they can be debugged.</param>
    /// <exception cref="ConnectionException">It cannot be reached there.</exception>
    public static void Run(string connectionFile, Func<ISubmissionRunner, INotebook> open, TextWriter log)
    {
        Console.SetIn(RefusedInput.Instance);
        try
        {
            using var kernel = new JupyterKernel(ConnectionFile.Read(connectionFile), open, log);
            using var parent = new ParentWatch(kernel.Stop);
            kernel.Run();
        }
        finally
        {
            NetMQConfig.Cleanup(block: true); // Until the last messages are sent.
        }
    }
}
