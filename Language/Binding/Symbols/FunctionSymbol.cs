using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Binding.Symbols;

/// <summary>A <c>let</c> function, top-level or local.</summary>
/// <param name="isLocal">Declared inside a function, member or nested block, so that it may capture locals.</param>
internal sealed class FunctionSymbol(string name, bool isLocal, SourceSpan span)
{
    public string Name { get; } = name;

    public bool IsLocal { get; } = isLocal;

    public SourceSpan Span { get; } = span;

    /// <summary>The parameters in order; a parameter that is a pattern is a fresh local that the body matches.</summary>
    public ImmutableArray<LocalSymbol> Parameters { get; set; } = [];

    public DataType Result { get; set; } = DataType.Unit;

    /// <summary>Names of the type parameters that a call may choose, without the quote; types mention them as <see cref="TypeParameter"/>.</summary>
    public ImmutableArray<string> TypeParameters { get; set; } = [];

    /// <summary>Set once the function is bound.</summary>
    public BoundExpression Body { get; set; } = null!;

    public override string ToString() => Name;
}
