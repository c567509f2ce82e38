using System.Text;
using StateFlow.Clients.Source;
using StateFlow.Interpreter.Sessions;
using StateFlow.Language.IR;

namespace StateFlow.Clients.Sharing;

/// <summary>Keeps the names of a session and the variables of a C# script the same.</summary>
internal sealed class SharedNames(Session session, IClientScript script, IEntityCaller caller)
{
    private const string EntryPoint = "entities";

    /// <summary>The source of the types that are declared, by the name in the entity language.</summary>
    private readonly Dictionary<string, string> _types = [];

    /// <summary>The values that both sides have.</summary>
    private readonly Dictionary<string, NamedValue> _values = [];

    /// <summary>The C# types of the variables that were declared for values, as source and as they are.</summary>
    private readonly Dictionary<string, (string Source, Type Type)> _declared = [];

    private readonly HashSet<string> _notices = [];
    private Program? _program;

    /// <summary>Declares the types and values of the session in C#, as far as they have changed.</summary>
    /// <param name="notify">Is told what cannot be used in C#.</param>
    public async Task BringInAsync(Action<string>? notify)
    {
        if (session.Program is not { } program) return;
        var text = new StringBuilder();
        var changed = Declare(program, text);
        var values = new List<(NamedValue Value, string Type)>();
        foreach (var value in session.Values.Where(value => IsNews(value, changed) && CanBeVariable(value.Name)))
        {
            if (ClientSource.TypeOf(program, value.Type) is not { } type) continue;
            values.Add((value, type));
            if (!IsDeclared(value.Name, type) || Mentions(value.Type, changed)) text.Append($"{type} @{value.Name} = default!;\n");
        }

        if (text.Length > 0 && !await DeclareAsync(text.ToString(), notify).ConfigureAwait(false)) return;
        if (changed.Contains(ClientSource.EntitiesName)) Variable(EntryPoint)!.Value = Activator.CreateInstance(Variable(EntryPoint)!.Type, caller);
        foreach (var (value, type) in values)
        {
            var variable = Variable(value.Name)!;
            _declared[value.Name] = (type, variable.Type);
            variable.Value = ConverterLookup.Find(variable.Type)!.FromValueObject(value.Value, caller);
            _values[value.Name] = value;
        }
    }

    /// <summary>Gives the variables of C# that have changed to the session.</summary>
    /// <param name="hasFailed">Whether the cell may have ended before it gave its variables values.</param>
    /// <param name="notify">Is told what is not shared.</param>
    public void TakeOver(Action<string> notify, bool hasFailed)
    {
        foreach (var variable in script.Variables.Where(variable => variable.Name != EntryPoint && Session.IsName(variable.Name)))
        {
            if (ConverterLookup.Find(variable.Type) is not { } converter) continue;
            var known = _values.GetValueOrDefault(variable.Name);
            if (hasFailed && known is null && IsDefault(variable.Value, variable.Type)) continue;
            try
            {
                var value = new NamedValue(variable.Name, converter.Type, converter.ToValueObject(variable.Value));
                if (value.Equals(known)) continue;
                if (session.Scope.IsDefinition(variable.Name))
                {
                    Notice(notify, variable.Name, "the entity language has a definition of that name");
                    continue;
                }

                session.Bind(value.Name, value.Type, value.Value);
                _values[variable.Name] = value;
            }
            catch (Exception exception) when (exception is ValueConversionException or ArgumentException)
            {
                if (known is not null || exception is ArgumentException) Notice(notify, variable.Name, exception.Message);
            }
        }
    }

    /// <summary>Appends the types that must be declared again: those whose source differs, and those that use one.</summary>
    private HashSet<string> Declare(Program program, StringBuilder text)
    {
        if (ReferenceEquals(program, _program)) return [];
        _program = program;
        var declarations = ClientSource.Declarations(program);
        var changed = declarations.Where(type => _types.GetValueOrDefault(type.Name) != type.Text).Select(type => type.Name).ToHashSet();
        while (declarations.Where(type => !changed.Contains(type.Name) && type.Uses.Overlaps(changed)).Select(type => type.Name).ToList() is { Count: > 0 } users)
            changed.UnionWith(users);
        if (changed.Count == 0) return changed;

        text.Append("#nullable enable\n");
        foreach (var declaration in declarations.Where(type => changed.Contains(type.Name)))
        {
            text.Append(declaration.Text);
            _types[declaration.Name] = declaration.Text;
        }

        if (changed.Contains(ClientSource.EntitiesName)) text.Append($"{ClientSource.EntitiesName} {EntryPoint} = default!;\n");
        return changed;
    }

    private bool IsNews(NamedValue value, HashSet<string> changed) => !value.Equals(_values.GetValueOrDefault(value.Name)) || Mentions(value.Type, changed);

    private bool CanBeVariable(string name) =>
        name != EntryPoint && !script.IsReserved(name) && !_types.ContainsKey(name) && name.All(character => char.IsLetterOrDigit(character) || character == '_');

    private bool IsDeclared(string name, string type) =>
        _declared.TryGetValue(name, out var declared) && declared.Source == type && Variable(name)?.Type == declared.Type;

    private static bool Mentions(DataType type, HashSet<string> names) => ClientSource.Uses(type).Any(names.Contains);

    private static bool IsDefault(object? value, Type type) => value is null || (type.IsValueType && value.Equals(Activator.CreateInstance(type)));

    private ClientVariable? Variable(string name) => script.Variables.FirstOrDefault(variable => variable.Name == name);

    private async Task<bool> DeclareAsync(string text, Action<string>? notify)
    {
        if (await script.DeclareAsync(text).ConfigureAwait(false) is not { } refusal) return true;
        notify?.Invoke($"the entities cannot be used in C#: {refusal}\n");
        return false;
    }

    private void Notice(Action<string> notify, string name, string reason)
    {
        if (_notices.Add($"{name} {reason}")) notify($"`{name}` is not shared with the entity language: {reason}\n");
    }
}
