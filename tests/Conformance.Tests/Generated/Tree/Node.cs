namespace StateFlow.Conformance.Tests.Generated.Tree;

/// <summary>An expression or a statement of a generated program.</summary>
internal abstract record Node
{
    /// <summary>What stands below, in order of evaluation, each with the place in which it stands.</summary>
    public virtual IEnumerable<Part> Parts => [];

    /// <summary>Whether this itself is a remote call.</summary>
    public virtual bool IsRemoteCall => false;

    /// <summary>This and everything below it.</summary>
    public IEnumerable<Node> All => Parts.SelectMany(part => part.Node.All).Prepend(this);
}

/// <summary>A node in its place, such as <c>argument</c> or <c>guard</c>.</summary>
internal sealed record Part(string Place, Node Node);
