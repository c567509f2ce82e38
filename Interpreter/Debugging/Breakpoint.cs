using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Debugging;

/// <summary>Where, and under which conditions, a run stops.</summary>
/// <param name="Id">Its number in the session, from 1.</param>
/// <param name="Condition">An expression of type bool that must hold too; null for always.</param>
/// <param name="HitCount">Stops from this hit on; 1 for the first.</param>
/// <param name="Log">A text that is logged instead of stopping; <c>{e}</c> in it is evaluated.</param>
public sealed record Breakpoint(int Id, BreakpointTarget Target, string? Condition = null, int HitCount = 1, string? Log = null)
{
    /// <summary>Whether it takes part.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Why it can be in no program; null if it can.</summary>
    internal string? Fault => HitCount < 1 ? $"a hit count is at least 1, not {HitCount}"
        : Condition is not null && Parser.Parse(new SourceText("condition", Condition)).Diagnostics.FirstOrDefault() is { } fault ? $"the condition is wrong: {fault.Message}"
        : null;

    /// <inheritdoc />
    public override string ToString() =>
        $"{Target}{(Condition is null ? "" : $" if {Condition}")}{(HitCount == 1 ? "" : $" from hit {HitCount} on")}{(Log is null ? "" : $", logs \"{Log}\"")}{(IsEnabled ? "" : ", disabled")}";
}

/// <summary>What a breakpoint waits for.</summary>
public abstract record BreakpointTarget;

/// <summary>The run arrives at a line.</summary>
public sealed record LineTarget(string File, int Line) : BreakpointTarget
{
    /// <inheritdoc />
    public override string ToString() => $"{File}:{Line}";
}

/// <summary>An entity takes up an event.</summary>
/// <param name="Type">The name of the type.</param>
/// <param name="Key">The one entity that is meant; null for all of the type.</param>
public sealed record EntityTarget(string Type, Value? Key = null) : BreakpointTarget
{
    /// <inheritdoc />
    public override string ToString() => Key is null ? Type : ValueNotation.Structural(new EntityReference(Type, Key));
}

/// <summary>A method is entered.</summary>
/// <param name="Method">Its name in the program, such as <c>User.BuyItem</c>.</param>
public sealed record MethodTarget(string Method) : BreakpointTarget
{
    /// <inheritdoc />
    public override string ToString() => Method;
}

/// <summary>A block is entered.</summary>
public sealed record BlockTarget(string Method, int Block) : BreakpointTarget
{
    /// <inheritdoc />
    public override string ToString() => $"{Method}/b{Block}";
}

/// <summary>An event of a kind is taken up.</summary>
public sealed record EventTarget(EventKind Kind) : BreakpointTarget
{
    /// <inheritdoc />
    public override string ToString() => $"event {Kind.ToString().ToLowerInvariant()}";
}

/// <summary>A field gets another value.</summary>
/// <param name="Type">The type of the entity; <see cref="Language.IR.Program.ScriptName"/> for a value of the script.</param>
/// <param name="Key">The one entity that is meant; null for all of the type.</param>
public sealed record FieldTarget(string Type, string Field, Value? Key = null) : BreakpointTarget
{
    /// <inheritdoc />
    public override string ToString() => $"change of {(Key is null ? Type : ValueNotation.Structural(new EntityReference(Type, Key)))}.{Field}";
}

/// <summary>A failure arises.</summary>
public sealed record FailureTarget : BreakpointTarget
{
    /// <inheritdoc />
    public override string ToString() => "failure";
}

/// <summary>The kinds of <see cref="Event"/>.</summary>
public enum EventKind
{
    /// <summary>An entity is created.</summary>
    Create,

    /// <summary>It is asked whether an entity exists.</summary>
    Exists,

    /// <summary>A method is called.</summary>
    Invoke,

    /// <summary>An answer arrives.</summary>
    Resume,

    /// <summary>A transaction ends.</summary>
    Completion,

    /// <summary>The script's result arrives at the client.</summary>
    Answer,
}
