using StateFlow.Language.IR;

namespace StateFlow.Clients.Source;

/// <summary>The source of the records that stand for records and unions.</summary>
internal sealed class DefinitionSource(CSharpTypes types)
{
    private const string Clients = "global::StateFlow.Clients.";
    private const string Language = "global::StateFlow.Language.IR.";
    private const string Value = "global::StateFlow.Interpreter.Values.Value";

    /// <summary>What every record has, and what no member of one may be called.</summary>
    private static readonly string[] Inherited =
        ["Clone", "Converter", "Deconstruct", "EqualityContract", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "PrintMembers", "ReferenceEquals", "ToString"];

    public bool IsPassed(TypeDefinition definition) => FieldsOf(definition).All(field => types.IsPassed(field.Type));

    public ClientDeclaration Declare(TypeDefinition definition)
    {
        var text = definition switch
        {
            RecordDefinition record => Declare(record),
            UnionDefinition union => Declare(union),
            _ => throw new ArgumentOutOfRangeException(nameof(definition)),
        };
        var uses = FieldsOf(definition).SelectMany(field => CSharpTypes.Uses(field.Type)).Where(name => name != definition.Name);
        return new ClientDeclaration(definition.Name, text, uses.ToImmutableSortedSet(StringComparer.Ordinal));
    }

    private static IEnumerable<FieldDefinition> FieldsOf(TypeDefinition definition) => definition switch
    {
        RecordDefinition record => record.Fields,
        UnionDefinition union => union.Cases.SelectMany(unionCase => unionCase.Fields),
        _ => throw new ArgumentOutOfRangeException(nameof(definition)),
    };

    private string Declare(RecordDefinition record)
    {
        var (self, constraints) = Self(record);
        var fields = Fields(record.Fields, types.NameOf(record.Name));
        var writer = new SourceWriter().Doc(null, $"type {record.Name} = {{ {string.Join("; ", record.Fields.Select(field => $"{field.Name}: {field.Type}"))} }}");
        writer.Line($"public sealed record {self}({Parameters(fields)}) : {Clients}IClientType<{self}>{constraints}").Open();
        writer.Doc("How values become values of the language, and back.").Line($"public static {Clients}ValueConverter<{self}> Converter {{ get; }} = new {Clients}RecordConverter<{self}>(");
        writer.Indented($"new {Language}RecordDefinition({CSharpTypes.Literal(record.Name)}, {Names(record)}, {Definitions(record.Fields)}),");
        writer.Indented($"[{string.Join(", ", record.TypeParameters.Select(parameter => $"{types.Converter(new TypeParameter(parameter))}.Type"))}],");
        writer.Indented($"static value => {ToValues("value", fields)},").Indented($"static (fields, caller) => new {self}({FromValues(fields)}));");
        if (record.Fields.Any(field => CSharpTypes.HasCollection(field.Type))) WriteEquality(writer, self);
        writer.Line("").Doc("As the language shows it.").Line("public override string ToString() => Converter.ToValue(this).ToString();");
        return writer.Close().ToString();
    }

    private string Declare(UnionDefinition union)
    {
        var (self, constraints) = Self(union);
        var name = types.NameOf(union.Name);
        HashSet<string> taken = [name.TrimStart('@'), .. Inherited, .. union.TypeParameters.Select(CSharpTypes.Parameter), .. types.Names.Select(type => type.TrimStart('@'))];
        var cases = union.Cases.Select(unionCase => (Case: unionCase, Name: CaseName(unionCase, taken))).ToList();
        var writer = new SourceWriter().Doc(null, $"type {union.Name} = {string.Join(" | ", union.Cases.Select(Signature))}");
        writer.Line($"public abstract record {self} : {Clients}IClientType<{self}>{constraints}").Open();
        writer.Line($"private {name}()").Open().Close().Line("");
        writer.Doc("How values become values of the language, and back.").Line($"public static {Clients}ValueConverter<{self}> Converter {{ get; }} = new {Clients}UnionConverter<{self}>(");
        var definitions = union.Cases.Select(unionCase =>
            $"new {Language}UnionCase({CSharpTypes.Literal(union.Name)}, {CSharpTypes.Literal(unionCase.Name)}, {unionCase.Tag}, {Definitions(unionCase.Fields)})");
        writer.Indented($"new {Language}UnionDefinition({CSharpTypes.Literal(union.Name)}, {Names(union)}, [{string.Join(", ", definitions)}]),");
        writer.Indented($"[{string.Join(", ", union.TypeParameters.Select(parameter => $"{types.Converter(new TypeParameter(parameter))}.Type"))}],");
        var toCases = cases.Select(one => $"{one.Name} one => ({one.Case.Tag}, {ToValues("one", Fields(one.Case.Fields, one.Name))})");
        var fromCases = cases.Select(one => $"{one.Case.Tag} => new {one.Name}({FromValues(Fields(one.Case.Fields, one.Name))})");
        writer.Indented($"static value => value switch {{ {string.Join(", ", toCases)}, _ => throw new global::System.ArgumentOutOfRangeException(nameof(value)) }},");
        writer.Indented($"static (tag, fields, caller) => tag switch {{ {string.Join(", ", fromCases)}, _ => throw new global::System.ArgumentOutOfRangeException(nameof(tag)) }});");
        writer.Line("").Doc("As the language shows it.").Line("public sealed override string ToString() => Converter.ToValue(this).ToString();");
        foreach (var (unionCase, caseName) in cases)
        {
            writer.Line("").Doc(null, Signature(unionCase));
            var head = $"public sealed record {caseName}({Parameters(Fields(unionCase.Fields, caseName))}) : {self}";
            if (unionCase.Fields.Any(field => CSharpTypes.HasCollection(field.Type)))
            {
                writer.Line(head).Open();
                WriteEquality(writer, caseName);
                writer.Close();
            }
            else
            {
                writer.Line(head + ";");
            }
        }

        return writer.Close().ToString();
    }

    /// <summary>Equality by value: collections of C# have none.</summary>
    private static void WriteEquality(SourceWriter writer, string self)
    {
        writer.Line("").Line("/// <inheritdoc />").Line($"public bool Equals({self}? other) => other is not null && Converter.ToValue(this).Equals(Converter.ToValue(other));");
        writer.Line("").Line("/// <inheritdoc />").Line("public override int GetHashCode() => Converter.ToValue(this).GetHashCode();");
    }

    private (string Self, string Constraints) Self(TypeDefinition definition)
    {
        var name = types.NameOf(definition.Name);
        if (definition.TypeParameters.Count == 0) return (name, "");
        var parameters = definition.TypeParameters.Select(CSharpTypes.Parameter).ToList();
        return ($"{name}<{string.Join(", ", parameters)}>", string.Concat(parameters.Select(parameter => $" where {parameter} : notnull")));
    }

    /// <summary>A case must not have the name of another type, which its own would hide.</summary>
    private static string CaseName(UnionCase unionCase, HashSet<string> taken)
    {
        var name = CSharpNames.Escape(unionCase.Name);
        return CSharpNames.Unique(taken.Contains(name.TrimStart('@')) ? $"{name.TrimStart('@')}Case" : name, taken);
    }

    private static (string Name, DataType Type)[] Fields(Sequence<FieldDefinition> fields, string owner)
    {
        var names = fields.Select((field, index) => field.Name ?? (fields.Count == 1 ? "Item" : $"Item{index + 1}"));
        return [.. MemberNames(names, [owner.TrimStart('@')]).Zip(fields, (name, field) => (name, field.Type))];
    }

    /// <summary>Names of a record's members, each other than the rest and than what records have.</summary>
    internal static IEnumerable<string> MemberNames(IEnumerable<string> names, IEnumerable<string> reserved)
    {
        HashSet<string> taken = [.. reserved, .. Inherited];
        return [.. names.Select(name => CSharpNames.Unique(CSharpNames.Pascal(name), taken))];
    }

    private static string Signature(UnionCase unionCase) => unionCase.Fields.Count == 0
        ? unionCase.Name
        : $"{unionCase.Name} of {string.Join(" * ", unionCase.Fields.Select(field => (field.Name is null ? "" : $"{field.Name}: ") + (field.Type is TupleType ? $"({field.Type})" : field.Type.ToString())))}";

    private string Parameters((string Name, DataType Type)[] fields) => string.Join(", ", fields.Select(field => $"{types.Type(field.Type)} {field.Name}"));

    private string ToValues(string value, (string Name, DataType Type)[] fields) => fields.Length == 0
        ? $"new {Value}[0]"
        : $"new {Value}[] {{ {string.Join(", ", fields.Select(field => $"{types.Converter(field.Type)}.ToValue({value}.{field.Name})"))} }}";

    private string FromValues((string Name, DataType Type)[] fields) =>
        string.Join(", ", fields.Select((field, index) => $"{types.Converter(field.Type)}.FromValue(fields[{index}], caller)"));

    private static string Names(TypeDefinition definition) => $"[{string.Join(", ", definition.TypeParameters.Select(CSharpTypes.Literal))}]";

    private static string Definitions(Sequence<FieldDefinition> fields) => "["
        + string.Join(", ", fields.Select(field => $"new {Language}FieldDefinition({(field.Name is null ? "null" : CSharpTypes.Literal(field.Name))}, {CSharpTypes.Expression(field.Type)})"))
        + "]";
}
