using System.Text.Json.Nodes;
using StateFlow.Interpreter.Evaluation;
using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Submissions;
using StateFlow.Language.Syntax;

namespace StateFlow.Interpreter.Sessions;

/// <content>What programs outside do with a session's entities and values.</content>
public sealed partial class Session
{
    /// <summary>Where calls stand that no text of the session makes.</summary>
    private static readonly SourceSpan Outside = new("outside", SourcePosition.Start, SourcePosition.Start);

    /// <summary>The top-level values that a text can name, in the order of their names.</summary>
    public IEnumerable<NamedValue> Values =>
        from declaration in _scope.Values
        let value = ValueAt(declaration.Place)
        where value is not null
        select new NamedValue(declaration.Name, declaration.Type!, value);

    /// <summary>Calls a method or reads a property of an entity, and runs everything that follows from that.</summary>
    /// <param name="print">Is given what that prints, when it does.</param>
    /// <returns>What the call gives. What a call did before it failed stays, as with a submission.</returns>
    /// <exception cref="OperationCanceledException">It was interrupted, and nothing has changed.</exception>
    public Answer Call(
        EntityReference entity, string method, Sequence<Value> arguments, Action<string> print, CancellationToken cancellation = default)
    {
        if (Refusal(entity.Entity) is { } unknown) return unknown;
        var called = _program!.Program.Operator(entity.Entity).Methods
            .FirstOrDefault(one => one.ShortName == method && !one.IsPrivate && one.Kind is MethodKind.Method or MethodKind.Property);
        if (called is null) return Fails($"`{entity.Entity}` has no member `{method}`");
        if (Refusal(called, arguments) is { } refusal) return refusal;
        var id = NextId();
        var answer = Run(new InvokeEvent(id, Scheduler.Script, entity, Scope: null, new ClientContinuation(), called.Name, [.. arguments], Outside), print, cancellation);
        _outside.Add(new CallStep(_submissions.Count, entity.Entity, ValueJson.Write(entity.Key), method, Json(arguments)));
        return answer;
    }

    /// <summary>Creates an entity, as <c>Item("apple", 5)</c> does.</summary>
    /// <returns>A reference to it, or why there is none.</returns>
    /// <exception cref="OperationCanceledException">It was interrupted, and nothing has changed.</exception>
    public Answer Create(string entity, Sequence<Value> arguments, Action<string> print, CancellationToken cancellation = default)
    {
        if (Refusal(entity) is { } unknown) return unknown;
        var op = _program!.Program.Operator(entity);
        if (Refusal(_program.Program.Method(op.Initializer!), arguments) is { } refusal) return refusal;
        var target = new EntityReference(entity, arguments[op.KeyParameter]);
        var answer = Run(new CreateEvent(NextId(), Scheduler.Script, target, Scope: null, new ClientContinuation(), [.. arguments], Outside), print, cancellation);
        _outside.Add(new CreateStep(_submissions.Count, entity, Json(arguments)));
        return answer;
    }

    /// <summary>Whether an entity exists.</summary>
    public bool Exists(EntityReference entity) => _store.Find(entity) is not null;

    /// <summary>Gives a value a name, as <c>let name = ...</c> does.</summary>
    /// <exception cref="ArgumentException">The name cannot be one, or the value is none of that type.</exception>
    public void Bind(string name, DataType type, Value value)
    {
        if (!IsName(name)) throw new ArgumentException($"`{name}` cannot be a name: expected a letter or `_`, then letters, digits and `_`, and no keyword", nameof(name));
        var scope = _scope.Program is null ? Compiler.Submit(_scope, new SourceText("", "")).Scope : _scope;
        var types = new ValueTypes(scope.Program!);
        if (!types.IsKnown(type)) throw new ArgumentException($"`{type}` is no type of this session whose values can be stored", nameof(type));
        if (!types.Has(type, value)) throw new ArgumentException($"`{name}`: expected a value of type `{type}`, found {value}", nameof(value));

        var script = _store.Find(Scheduler.Script) ?? new EntityState(Scheduler.Script, []);
        var missing = scope.Program!.Script.Fields.Count - script.Fields.Length;
        _scope = scope.WithValues([(name, type)]);
        _store = _store.With(Scheduler.Script, script with { Fields = [.. script.Fields, .. new Value?[missing], value] });
        _program = new LoadedProgram(_scope.Program!, _program?.ConstantValues);
        _outside.Add(new BindStep(_submissions.Count, name, type, ValueJson.Write(value)));
    }

    /// <summary>Whether <c>let name = ...</c> can be written.</summary>
    public static bool IsName(string name) =>
        name is not ("" or "_") && (char.IsLetter(name[0]) || name[0] == '_') && name.All(character => char.IsLetterOrDigit(character) || character == '_')
        && Parser.Parse(new SourceText("", $"let {name} = 0")).Diagnostics.IsEmpty;

    private Answer Run(CallEvent start, Action<string> print, CancellationToken cancellation)
    {
        var options = _options with { Cancellation = cancellation };
        var run = SubmissionRun.Of(_program!, SubmissionRun.Beginning(_store, start, options), options, print);
        _store = run.Store;
        return run.Failure is { } failure ? new FailureAnswer(failure) : new ResultAnswer(run.Value!);
    }

    /// <summary>The id of an event that comes from outside: no submission's event has it.</summary>
    private EventId NextId() => new(1, (ulong)_outside.Count);

    private FailureAnswer? Refusal(string entity) =>
        Program?.Operators.Any(op => op.Name == entity) == true ? null : Fails($"there is no entity type `{entity}`");

    private FailureAnswer? Refusal(Method method, Sequence<Value> arguments)
    {
        var types = new ValueTypes(Program!);
        var fits = method.Parameters.Count == arguments.Count
            && method.Parameters.Zip(arguments).All(pair => types.Has(pair.First.Type, pair.Second));
        return fits ? null : Fails(
            $"`{method.Name}` expects ({string.Join(", ", method.Parameters.Select(parameter => $"{parameter.Name}: {parameter.Type}"))}), "
            + $"found ({string.Join(", ", arguments)})");
    }

    private static FailureAnswer Fails(string message) => new(new Failure(message, Outside, []));

    private Value? ValueAt(ValuePlace? place) => place switch
    {
        ScriptFieldPlace field => _store.Find(Scheduler.Script) is { } script && field.Index < script.Fields.Length ? script.Fields[field.Index] : null,
        ConstantPlace constant => _program?.ConstantValue(constant.Name),
        _ => null,
    };

    private static JsonArray Json(Sequence<Value> values) => new([.. values.Select(ValueJson.Write)]);

    /// <summary>Does again what was done from outside.</summary>
    /// <returns>False if that was interrupted.</returns>
    private bool Repeat(IEnumerable<OutsideStep> steps, CancellationToken cancellation)
    {
        try
        {
            foreach (var step in steps) Repeat(step, cancellation);
            return true;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or KeyNotFoundException)
        {
            throw new SessionFormatException($"it holds a value that is wrong: {exception.Message}");
        }
    }

    private void Repeat(OutsideStep step, CancellationToken cancellation)
    {
        var types = Program is { } program ? new ValueTypes(program) : new ValueTypes(Compiler.Submit(_scope, new SourceText("", "")).Program!);
        switch (step)
        {
            case CallStep call:
                var method = Program!.Method($"{call.Entity}.{call.Method}");
                var entity = (EntityReference)ValueJson.Read(call.Key, new EntityType(call.Entity), types);
                Call(entity, call.Method, Arguments(method, call.Arguments), static _ => { }, cancellation);
                break;
            case CreateStep create:
                Create(create.Entity, Arguments(Program!.Method(Program.Operator(create.Entity).Initializer!), create.Arguments), static _ => { }, cancellation);
                break;
            case BindStep bind:
                Bind(bind.Name, bind.Type, ValueJson.Read(bind.Value, bind.Type, types));
                break;
        }

        Sequence<Value> Arguments(Method method, JsonArray values) =>
            method.Parameters.Zip(values).Select(pair => ValueJson.Read(pair.Second, pair.First.Type, types)).ToSequence();
    }
}
