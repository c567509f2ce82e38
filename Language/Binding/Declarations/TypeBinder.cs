using StateFlow.Language.Binding.Inference;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax.Tree;

namespace StateFlow.Language.Binding.Declarations;

/// <summary>Finds what a type as written stands for.</summary>
/// <param name="parameter">What <c>'a</c> stands for where the type is written.</param>
internal sealed class TypeBinder(BindingContext context, Func<Name, DataType> parameter)
{
    private static readonly string[] BuiltIn = ["int", "float", "bool", "string", "unit", "exn", "list", "option", "call", "Map", "Set"];

    public DataType Bind(TypeSyntax syntax) => syntax switch
    {
        NamedTypeSyntax named => BindNamed(named),
        TypeParameterSyntax variable => parameter(variable.Name),
        TupleTypeSyntax tuple => new TupleType(tuple.Items.Select(Bind).ToSequence()),
        FunctionTypeSyntax function => new FunctionType(Bind(function.Parameter), Bind(function.Result)),
        _ => throw new ArgumentOutOfRangeException(nameof(syntax)),
    };

    private DataType BindNamed(NamedTypeSyntax syntax)
    {
        var arguments = syntax.Arguments.Select(Bind).ToImmutableArray();
        var name = syntax.Name.Text;
        if (context.Types.TryGetValue(name, out var meaning)) return BindDeclared(syntax, meaning, arguments);
        DataType? type = (name, arguments) switch
        {
            ("int", []) => DataType.Int,
            ("float", []) => DataType.Float,
            ("bool", []) => DataType.Bool,
            ("string", []) => DataType.String,
            ("unit", []) => DataType.Unit,
            ("exn", []) => DataType.Exception,
            ("list" or "List", [var item]) => new ListType(item),
            ("option" or "Option", [var item]) => new OptionType(item),
            ("call", [var result]) => new CallType(result),
            ("Set", [var item]) => new SetType(item),
            ("Map", [var key, var value]) => new MapType(key, value),
            _ => null,
        };
        if (type is not null) return type;
        context.Report(BuiltInArity(name) is { } arity
            ? BindingDiagnostics.TypeArgumentCount(name, arity, arguments.Length, syntax.Span)
            : BindingDiagnostics.UnknownType(name, context.Suggestions.Nearest(name, context.Types.Keys.Concat(BuiltIn)), syntax.Name.Span));
        return ErrorType.Instance;
    }

    private DataType BindDeclared(NamedTypeSyntax syntax, TypeMeaning meaning, ImmutableArray<DataType> arguments)
    {
        var parameters = meaning switch
        {
            DefinitionMeaning { Definition.TypeParameters: var names } => [.. names],
            AbbreviationMeaning abbreviation => abbreviation.Parameters,
            _ => ImmutableArray<string>.Empty,
        };
        if (meaning is BrokenType) return ErrorType.Instance;
        if (parameters.Length != arguments.Length)
        {
            context.Report(BindingDiagnostics.TypeArgumentCount(syntax.Name.Text, parameters.Length, arguments.Length, syntax.Span));
            return ErrorType.Instance;
        }

        return meaning switch
        {
            EntityMeaning { Entity: var entity } => entity.Type,
            DefinitionMeaning { Definition: var definition } => new NamedType(definition.Name, new Sequence<DataType>(arguments)),
            AbbreviationMeaning abbreviation => TypeStructure.Substitute(
                abbreviation.Type,
                abbreviation.Parameters.Zip(arguments).ToDictionary(pair => pair.First, pair => pair.Second)),
            _ => ErrorType.Instance,
        };
    }

    private static int? BuiltInArity(string name) => name switch
    {
        "int" or "float" or "bool" or "string" or "unit" or "exn" => 0,
        "list" or "List" or "option" or "Option" or "call" or "Set" => 1,
        "Map" => 2,
        _ => null,
    };
}
