using StateFlow.Language.Binding;
using StateFlow.Language.Binding.Expressions;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Assistance;

/// <summary>Finds the members of what stands before a dot.</summary>
internal sealed class MemberFinder(AnalyzedText text)
{
    /// <summary>The members of the expression that ends before a place.</summary>
    /// <param name="dot">Where the dot is.</param>
    public IEnumerable<NameDescription> Find(int dot)
    {
        var target = text.Text[OperandStart(dot)..dot];
        if (target == "") return [];
        if (text.EnclosingEntity(dot) is { Self: var self, Entity: var own } && target == self) return own.Members.Select(Descriptions.Of);
        var library = Library.Names.Where(name => name.StartsWith(target + ".", StringComparison.Ordinal)).Select(name => Descriptions.OfLibrary(name)!).ToList();
        if (library.Count > 0) return library;
        var value = text.Value(target, dot);
        if (value is null && text.Scope.Types.TryGetValue(target, out var type)) return OfType(type);
        return (value?.Type ?? TypeOf(target)) is { } known ? Of(known) : [];
    }

    /// <summary>Where the operand begins that ends before a place: names, dots, and whole brackets and strings.</summary>
    private int OperandStart(int end)
    {
        var at = end;
        while (at > 0)
        {
            var last = text.Text[at - 1];
            if (IsPartOfName(last) || last == '.') at--;
            else if (last is ')' or ']') at = OpeningOf(at - 1);
            else if (last == '"' && text.Text.LastIndexOf('"', Math.Max(0, at - 2)) is >= 0 and var quote) at = quote;
            else break;
        }

        return at;
    }

    private int OpeningOf(int closing)
    {
        var depth = 0;
        for (var at = closing; at >= 0; at--)
        {
            if (text.Text[at] is ')' or ']') depth++;
            else if (text.Text[at] is '(' or '[' && --depth == 0) return at;
        }

        return 0;
    }

    private static bool IsPartOfName(char character) => char.IsLetterOrDigit(character) || character is '_' or '\'';

    private DataType? TypeOf(string expression)
    {
        var unit = Parser.Parse(new SourceText("", expression)).Unit;
        return Binder.Bind([unit], text.Scope, keepsValue: true).Program.ScriptValues.LastOrDefault() is { Name: Binder.LastValue, Type: var type } ? type : null;
    }

    private static IEnumerable<NameDescription> OfType(TypeMeaning type) => type switch
    {
        EntityMeaning { Entity: var entity } => new[] { "Get", "Exists" }.Select(name => Descriptions.OfEntityFunction(entity, name)!),
        DefinitionMeaning { Definition: UnionDefinition union } => union.Cases.Select(Descriptions.Of),
        _ => [],
    };

    private IEnumerable<NameDescription> Of(DataType type) => type switch
    {
        EntityType entity when text.Scope.Types.GetValueOrDefault(entity.Name) is EntityMeaning { Entity: var symbol } =>
            symbol.Members.Where(member => !member.IsPrivate).Select(Descriptions.Of),
        NamedType named when text.Scope.Types.GetValueOrDefault(named.Name) is DefinitionMeaning { Definition: RecordDefinition record } =>
            record.Fields.Select(field => Descriptions.OfField(record, field)),
        _ => ConvenienceMembers.Names.Select(name => (Name: name, Member: ConvenienceMembers.Find(type, name)))
            .Where(entry => entry.Member is not null)
            .Select(entry => new NameDescription(
                entry.Member!.Value.Arguments is null ? NameKind.Property : NameKind.Method, entry.Name, $"{type}.{entry.Name}, as {entry.Member.Value.Function}")),
    };
}
