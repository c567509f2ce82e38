namespace StateFlow.Conformance.Tests.Generated.Tree;

/// <summary>Statements; the last one gives the value.</summary>
internal sealed record Block(ImmutableArray<Node> Statements) : Node
{
    public override IEnumerable<Part> Parts => Statements.Select(statement => new Part("statement", statement));
}

internal sealed record Let(string Name, bool IsMutable, Node Value) : Node
{
    public override IEnumerable<Part> Parts => [new(Value is Block ? "block of a let" : "let", Value)];
}

internal sealed record LocalFunction(string Name, ImmutableArray<Parameter> Parameters, ProgramType Result, Node Body) : Node
{
    public override IEnumerable<Part> Parts => [new("local function", Body)];
}

internal sealed record Assign(string Name, bool IsField, Node Value) : Node
{
    public override IEnumerable<Part> Parts => [new(IsField ? "assignment to a field" : "assignment to a local", Value)];
}

internal sealed record Ignore(Node Value) : Node
{
    public override IEnumerable<Part> Parts => [new("ignored", Value)];
}

internal sealed record PrintLine(Interpolated Text) : Node
{
    public override IEnumerable<Part> Parts => [new("printed", Text)];
}

/// <summary>Both branches, or <c>if c then a</c> with the value <c>()</c>.</summary>
internal sealed record If(Node Condition, Node Then, Node? Else) : Node
{
    public override IEnumerable<Part> Parts => Else is null
        ? [new("condition", Condition), new("branch", Then)]
        : [new("condition", Condition), new("branch", Then), new("branch", Else)];
}

internal sealed record Match(Node Value, ImmutableArray<Arm> Arms) : Node
{
    public override IEnumerable<Part> Parts => Arms.SelectMany(arm => arm.Parts).Prepend(new("scrutinee", Value));
}

internal sealed record Arm(Pattern Pattern, Node? Guard, Node Body)
{
    public IEnumerable<Part> Parts => Guard is null ? [new("arm", Body)] : [new("guard", Guard), new("arm", Body)];
}

internal abstract record Pattern;

internal sealed record AnyPattern : Pattern;

internal sealed record NamePattern(string Name) : Pattern;

/// <summary>One of several numbers, <c>None</c>, or a truth value.</summary>
internal sealed record ConstantPattern(ImmutableArray<object> Values) : Pattern;

internal sealed record SomePattern(Pattern Item) : Pattern;

internal sealed record PairPattern(Pattern First, Pattern Second) : Pattern;

internal sealed record ConsPattern(Pattern Head, Pattern Tail) : Pattern;

internal sealed record TryWith(Node Body, string Failure, Node Handler) : Node
{
    public override IEnumerable<Part> Parts => [new("try", Body), new("handler", Handler)];
}

internal sealed record Fail(Node Message) : Node
{
    public override IEnumerable<Part> Parts => [new("failure's text", Message)];
}

internal sealed record ForEach(string Name, Node List, Node Body) : Node
{
    public override IEnumerable<Part> Parts => [new("loop's list", List), new("loop's body", Body)];
}

internal sealed record ForRange(string Name, Node From, Node To, Node Body) : Node
{
    public override IEnumerable<Part> Parts => [new("loop's bound", From), new("loop's bound", To), new("loop's body", Body)];
}

internal sealed record While(Node Condition, Node Body) : Node
{
    public override IEnumerable<Part> Parts => [new("while condition", Condition), new("loop's body", Body)];
}
