using StateFlow.Language.IR;

namespace StateFlow.Clients.Source;

/// <summary>The source of the classes that stand for entities.</summary>
internal sealed class EntitySource(Program program, CSharpTypes types)
{
    private const string Clients = "global::StateFlow.Clients.";
    private const string Reference = "global::StateFlow.Interpreter.Values.EntityReference";
    private const string Tasks = "global::System.Threading.Tasks.";
    private const string Token = "global::System.Threading.CancellationToken";

    /// <summary>What the base class has.</summary>
    private static readonly string[] Inherited =
        ["CallAsync", "Converter", "Equals", "Finalize", "GetHashCode", "GetType", "Key", "MemberwiseClone", "Reference", "ReferenceEquals", "ToString"];

    public ClientDeclaration Declare(Operator op)
    {
        var name = types.NameOf(op.Name);
        var key = op.Fields[op.KeyField].Type;
        var writer = new SourceWriter().Doc(op.Doc, Signature(op));
        writer.Line($"public sealed class {name}({Clients}IEntityCaller caller, {Reference} reference)");
        writer.Indented($": {Clients}EntityClient<{types.Type(key)}>(caller, reference, {types.Converter(key)}), {Clients}IClientType<{name}>");
        writer.Open();
        writer.Doc("How references become values of the language, and back.");
        writer.Line($"public static {Clients}ValueConverter<{name}> Converter {{ get; }} =");
        writer.Indented($"{Clients}Converters.Entity<{name}>({CSharpTypes.Literal(op.Name)}, static (caller, reference) => new {name}(caller, reference));");
        HashSet<string> taken = [name.TrimStart('@'), .. Inherited];
        var members = op.Methods.Where(IsPassed).ToList();
        foreach (var member in members) Declare(writer, member, CSharpNames.Unique(CSharpNames.Escape(member.ShortName), taken));
        var uses = members.SelectMany(member => member.Parameters.Select(parameter => parameter.Type).Append(member.Result)).SelectMany(CSharpTypes.Uses);
        return new ClientDeclaration(op.Name, writer.Close().ToString(), uses.Where(used => used != op.Name).ToImmutableSortedSet(StringComparer.Ordinal));
    }

    /// <summary>The class with a property for each entity type.</summary>
    public ClientDeclaration EntryPoint()
    {
        var writer = new SourceWriter().Doc("The entities of the program.");
        writer.Line($"public sealed class {ClientSource.EntitiesName}({Clients}IEntityCaller caller)").Open();
        HashSet<string> taken = [ClientSource.EntitiesName, .. Inherited, .. types.Names.Select(name => name.TrimStart('@'))];
        var isFirst = true;
        foreach (var op in program.Operators)
        {
            if (!isFirst) writer.Line("");
            isFirst = false;
            DeclareSet(writer, op, CSharpNames.Unique($"{types.NameOf(op.Name).TrimStart('@')}Entities", taken));
        }

        return new ClientDeclaration(
            ClientSource.EntitiesName,
            writer.Close().ToString(),
            [.. program.Operators.Select(op => op.Name), .. program.Operators.SelectMany(op => Constructor(op).Parameters).SelectMany(parameter => CSharpTypes.Uses(parameter.Type))]);
    }

    private void DeclareSet(SourceWriter writer, Operator op, string set)
    {
        var name = types.NameOf(op.Name);
        var property = name.TrimStart('@') is ClientSource.EntitiesName || Inherited.Contains(name) ? name + "_" : name;
        var key = op.Fields[op.KeyField].Type;
        writer.Doc(op.Doc, Signature(op)).Line($"public {set} {property} {{ get; }} = new(caller);").Line("");
        writer.Doc($"The entities of type {op.Name}.").Line($"public sealed class {set}({Clients}IEntityCaller caller)");
        writer.Indented($": {Clients}EntitySet<{name}, {types.Type(key)}>(caller, {CSharpTypes.Literal(op.Name)}, {types.Converter(key)})");
        writer.Open();
        var constructor = Constructor(op);
        if (constructor.Parameters.All(parameter => types.IsPassed(parameter.Type)))
        {
            var (parameters, arguments, token) = Parameters(constructor);
            writer.Doc("Creates an entity; fails if the key exists.", Signature(op));
            writer.Line($"public {Tasks}Task<{name}> Create({parameters}) =>").Indented($"this.CreateAsync({string.Join(", ", [token, .. arguments])});");
        }

        writer.Close();
    }

    private void Declare(SourceWriter writer, Method member, string name)
    {
        writer.Line("").Doc(DocText.Above(program, member.Span), Signature(member));
        var method = CSharpTypes.Literal(member.ShortName);
        var isUnit = member.Result == DataType.Unit;
        var task = isUnit ? $"{Tasks}Task" : $"{Tasks}Task<{types.Type(member.Result)}>";
        string[] result = isUnit ? [] : [types.Converter(member.Result)];
        if (member.Kind == MethodKind.Property)
        {
            writer.Line($"public {task} {name} => this.CallAsync({string.Join(", ", [method, .. result, "default"])});");
            return;
        }

        var (parameters, arguments, token) = Parameters(member);
        writer.Line($"public {task} {name}({parameters}) =>").Indented($"this.CallAsync({string.Join(", ", [method, .. result, token, .. arguments])});");
    }

    private (string Parameters, string[] Arguments, string Token) Parameters(Method method)
    {
        HashSet<string> taken = [];
        var names = method.Parameters.Select(parameter => CSharpNames.Unique(CSharpNames.Escape(parameter.Name), taken)).ToList();
        var token = CSharpNames.Unique("cancellation", taken);
        return (
            string.Join(", ", [.. method.Parameters.Select((parameter, index) => $"{types.Type(parameter.Type)} {names[index]}"), $"{Token} {token} = default"]),
            [.. method.Parameters.Select((parameter, index) => $"{types.Converter(parameter.Type)}.ToValue({names[index]})")],
            token);
    }

    private bool IsPassed(Method member) =>
        member is { IsPrivate: false, Kind: MethodKind.Method or MethodKind.Property }
        && types.IsPassed(member.Result) && member.Parameters.All(parameter => types.IsPassed(parameter.Type));

    private Method Constructor(Operator op) => program.Method(op.Initializer!);

    private string Signature(Operator op) => $"entity {op.Name}({Signature(Constructor(op).Parameters)})";

    private static string Signature(Method member)
    {
        var parameters = member.Kind == MethodKind.Property ? "" : $"({Signature(member.Parameters)})";
        return $"{(member.IsTransactional ? "[<Transactional>] " : "")}member this.{member.ShortName}{parameters} : {member.Result}";
    }

    private static string Signature(Sequence<Variable> parameters) => string.Join(", ", parameters.Select(parameter => $"{parameter.Name}: {parameter.Type}"));
}
