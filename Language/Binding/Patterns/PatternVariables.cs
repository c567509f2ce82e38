using StateFlow.Language.Binding.Symbols;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Binding.Patterns;

/// <summary>The variables that one pattern binds.</summary>
/// <param name="create">Makes the variable for a name.</param>
/// <param name="shared">The variables of the alternative to the left of <c>|</c>, which this side binds too.</param>
internal sealed class PatternVariables(Func<Name, DataType, ValueSymbol> create, PatternVariables? shared = null)
{
    private readonly Dictionary<string, (ValueSymbol Variable, Name Name)> _variables = [];

    /// <summary>Whether a new variable in upper case is suspicious: in a match it may be a mistyped case.</summary>
    public bool WarnsOfUppercase { get; init; }

    public IEnumerable<ValueSymbol> Variables => _variables.Values.Select(entry => entry.Variable);

    public IEnumerable<Name> Names => _variables.Values.Select(entry => entry.Name);

    public bool Contains(string name) => _variables.ContainsKey(name);

    public ValueSymbol Add(Name name, DataType type, BindingContext context)
    {
        ValueSymbol variable;
        if (shared is not null && shared._variables.TryGetValue(name.Text, out var other))
        {
            variable = other.Variable;
            context.Expect(variable.Type, type, name.Span);
        }
        else
        {
            variable = create(name, type);
        }

        if (!_variables.TryAdd(name.Text, (variable, name)))
        {
            context.Report(BindingDiagnostics.DuplicateName("variable", name.Text, name.Span));
        }

        return variable;
    }

    /// <summary>The variables of one side of <c>|</c>.</summary>
    public PatternVariables Alternative(PatternVariables? left = null) => new(create, left ?? shared) { WarnsOfUppercase = WarnsOfUppercase };

    /// <summary>Takes over the variables of a finished alternative.</summary>
    public void AddAll(PatternVariables alternative, BindingContext context)
    {
        foreach (var (variable, name) in alternative._variables.Values)
        {
            if (!_variables.TryAdd(name.Text, (variable, name)))
            {
                context.Report(BindingDiagnostics.DuplicateName("variable", name.Text, name.Span));
            }
        }
    }
}
