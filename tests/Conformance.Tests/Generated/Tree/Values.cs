namespace StateFlow.Conformance.Tests.Generated.Tree;

/// <summary>A number, a truth value, a text, <c>()</c> or <c>None</c>.</summary>
internal sealed record Constant(object Value) : Node;

internal sealed record Local(string Name) : Node;

internal sealed record FieldRead(string Name) : Node;

internal sealed record This : Node;

/// <summary><c>not</c> or <c>-</c>.</summary>
internal sealed record Unary(string Operator, Node Operand) : Node
{
    public override IEnumerable<Part> Parts => [new("operand", Operand)];
}

internal sealed record Binary(string Operator, Node Left, Node Right) : Node
{
    public override IEnumerable<Part> Parts => [new("operand", Left), new("operand", Right)];
}

/// <summary><c>&amp;&amp;</c> or <c>||</c>.</summary>
internal sealed record ShortCircuit(string Operator, Node Left, Node Right) : Node
{
    public override IEnumerable<Part> Parts => [new($"left of {Operator}", Left), new($"right of {Operator}", Right)];
}

internal sealed record SomeOf(Node Item) : Node
{
    public override IEnumerable<Part> Parts => [new("Some", Item)];
}

internal sealed record PairOf(Node First, Node Second) : Node
{
    public override IEnumerable<Part> Parts => [new("tuple item", First), new("tuple item", Second)];
}

internal sealed record StatsOf(Node Total, Node Valid) : Node
{
    public override IEnumerable<Part> Parts => [new("record field", Total), new("record field", Valid)];
}

/// <summary><c>{ r with total = e }</c>.</summary>
internal sealed record StatsWithTotal(Node Record, Node Total) : Node
{
    public override IEnumerable<Part> Parts => [new("record to copy", Record), new("record field", Total)];
}

/// <summary><c>total</c> or <c>valid</c> of a record.</summary>
internal sealed record StatsField(Node Record, string Name) : Node
{
    public override IEnumerable<Part> Parts => [new("record to read", Record)];
}

internal sealed record ListOf(ImmutableArray<Node> Items) : Node
{
    public override IEnumerable<Part> Parts => Items.Select(item => new Part("list item", item));
}

/// <summary><c>[from .. to]</c>.</summary>
internal sealed record RangeList(Node From, Node To) : Node
{
    public override IEnumerable<Part> Parts => [new("range bound", From), new("range bound", To)];
}

/// <summary><c>[for x in xs do if p then yield e]</c>, or without a condition <c>[for x in xs -> e]</c>.</summary>
internal sealed record Comprehension(string Name, Node List, Node? Condition, Node Item) : Node
{
    public override IEnumerable<Part> Parts => Condition is null
        ? [new("comprehension list", List), new("comprehension item", Item)]
        : [new("comprehension list", List), new("comprehension condition", Condition), new("comprehension item", Item)];
}

/// <summary>An interpolated string of texts and holes.</summary>
internal sealed record Interpolated(ImmutableArray<InterpolatedPart> Items) : Node
{
    public override IEnumerable<Part> Parts => Items.Where(item => item.Hole is not null).Select(item => new Part("interpolated string", item.Hole!));
}

/// <summary>A text, or a hole.</summary>
internal sealed record InterpolatedPart(string Text, Node? Hole);
