namespace StateFlow.Clients.Sharing;

/// <summary>C# that is run text by text, each seeing what the earlier ones declare.</summary>
internal interface IClientScript
{
    /// <summary>The variables, of several of one name the last.</summary>
    IEnumerable<ClientVariable> Variables { get; }

    /// <summary>Whether a name means something to every text, so that no variable may have it.</summary>
    bool IsReserved(string name);

    /// <summary>Compiles and runs declarations.</summary>
    /// <returns>Why they were refused; null if they were not.</returns>
    Task<string?> DeclareAsync(string text);
}

/// <summary>A variable of a <see cref="IClientScript"/>.</summary>
internal sealed record ClientVariable(string Name, Type Type, Func<object?> Read, Action<object?> Write)
{
    public object? Value
    {
        get => Read();
        set => Write(value);
    }
}
