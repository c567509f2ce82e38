namespace StateFlow.Conformance.Tests.Generated.Tree;

/// <summary>A member called or read; in place if the target is <c>this</c>.</summary>
internal sealed record MemberCall(Node Target, Member Member, ImmutableArray<Node> Arguments) : Node
{
    public override bool IsRemoteCall => Target is not This;

    public override IEnumerable<Part> Parts =>
        Arguments.Select(argument => new Part(IsRemoteCall ? "remote argument" : "in-place argument", argument)).Prepend(new("target", Target));
}

internal sealed record Create(string Entity, Node Key, Node First) : Node
{
    public override bool IsRemoteCall => true;

    public override IEnumerable<Part> Parts => [new("constructor argument", Key), new("constructor argument", First)];
}

internal sealed record Exists(string Entity, Node Key) : Node
{
    public override bool IsRemoteCall => true;

    public override IEnumerable<Part> Parts => [new("key", Key)];
}

internal sealed record Get(string Entity, Node Key) : Node
{
    public override IEnumerable<Part> Parts => [new("key", Key)];
}

/// <summary>A local function, or one of those that stand at the top of every program.</summary>
internal sealed record FunctionCall(string Name, ImmutableArray<Node> Arguments) : Node
{
    public override IEnumerable<Part> Parts => Arguments.Select(argument => new Part("function argument", argument));
}

/// <summary>A function of the library; <c>last |> f first</c> if piped.</summary>
internal sealed record LibraryCall(string Name, ImmutableArray<Node> Arguments, bool IsPiped) : Node
{
    public override IEnumerable<Part> Parts
    {
        get
        {
            var parts = Arguments.Select(argument => new Part(argument is Lambda ? $"lambda of {Name}" : "library argument", argument)).ToList();
            return IsPiped ? parts[..^1].Prepend(parts[^1]) : parts;
        }
    }
}

/// <summary>An argument of a library call.</summary>
internal sealed record Lambda(ImmutableArray<string> Parameters, Node Body) : Node
{
    public override IEnumerable<Part> Parts => [new("lambda", Body)];
}
