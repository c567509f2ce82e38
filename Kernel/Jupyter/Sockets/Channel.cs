namespace StateFlow.Jupyter.Sockets;

/// <summary>What a socket is for.</summary>
internal enum Channel
{
    /// <summary>Requests that are answered in order.</summary>
    Shell,

    /// <summary>Requests that are answered even while a cell runs.</summary>
    Control,

    /// <summary>Input that a kernel has asked for, which this one never does.</summary>
    StandardInput,

    /// <summary>What all hosts are told: output, and what the kernel is doing.</summary>
    Publications,
}
