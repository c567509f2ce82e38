using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;

namespace StateFlow.Language.Lowering;

/// <summary>What a body of code does of itself, calls not followed.</summary>
internal sealed class CodeFacts
{
    /// <summary>The first remote call, start or wait in it.</summary>
    public BoundExpression? EntityCall { get; set; }

    /// <summary>Something printed.</summary>
    public BoundPrint? Print { get; set; }

    /// <summary>Functions called or named.</summary>
    public List<(FunctionSymbol Function, BoundExpression At)> Functions { get; } = [];

    /// <summary>Members called on <c>this</c>.</summary>
    public List<(MemberSymbol Member, BoundExpression At)> Members { get; } = [];

    /// <summary>Script values read or set.</summary>
    public List<(ScriptValueSymbol Value, BoundExpression At)> ScriptValues { get; } = [];

    /// <summary>Locals read or set.</summary>
    public HashSet<LocalSymbol> Locals { get; } = [];

    /// <summary>Locals that the code declares, parameters of lambdas included.</summary>
    public HashSet<LocalSymbol> Declared { get; } = [];

    /// <summary>The values of locals that are functions.</summary>
    public Dictionary<LocalSymbol, BoundExpression> FunctionValues { get; } = [];

    /// <summary>Functions declared in it.</summary>
    public List<FunctionSymbol> LocalFunctions { get; } = [];
}
