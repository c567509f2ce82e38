using StateFlow.Conformance.Tests.Generated.Tree;

namespace StateFlow.Conformance.Tests.Generated;

/// <content>Calls of members, functions and the library; patterns.</content>
internal sealed partial class DirectEvaluator
{
    private object Run(Member member, ImmutableArray<object> arguments, DirectInvocation invocation)
    {
        var scope = member.Parameters.Zip(arguments).Aggregate(DirectScope.Empty, (known, pair) => known.With(pair.First.Name, pair.Second));
        return Evaluate(_entities[member.Entity].Bodies[member], scope, invocation);
    }

    private object Call(ReferenceValue target, Member member, ImmutableArray<object> arguments, DirectInvocation caller)
    {
        var undoAll = member.IsTransactional ? _world.Savepoint() : null;
        var called = new DirectInvocation(_world, _world.Entities[target]);
        called.BeginStep();
        try
        {
            return Run(member, arguments, called);
        }
        catch (DirectFailure)
        {
            called.UndoStep();
            undoAll?.Invoke();
            throw;
        }
        finally
        {
            caller.BeginStep();
        }
    }

    private ReferenceValue Construct(Create create, string key, long first, DirectInvocation caller)
    {
        var entity = new DirectEntity(new ReferenceValue(create.Entity, key));
        entity.Fields[Entity.Key] = key;
        entity.Fields[Entity.FirstNumber] = first;
        var creation = new DirectInvocation(_world, entity);
        foreach (var field in _entities[create.Entity].Fields) entity.Fields[field.Name] = Evaluate(field.Initial, DirectScope.Empty, creation);
        _world.Entities.Add(entity.Reference, entity);
        caller.BeginStep();
        return entity.Reference;
    }

    private bool Exists(Exists exists, string key, DirectInvocation caller)
    {
        caller.BeginStep();
        return _world.Entities.ContainsKey(new ReferenceValue(exists.Entity, key));
    }

    private object Call(FunctionCall call, DirectScope scope, ImmutableArray<object> arguments, DirectInvocation invocation)
    {
        switch (call.Name)
        {
            case "wrap": return Wrap(arguments[0]);
            case "clip": return ((ImmutableArray<object>)arguments[0]).Take(3).Select(Wrap).ToImmutableArray();
        }

        var function = (DirectFunction)scope.Variables[call.Name].Value;
        var inner = function.Parameters.Zip(arguments).Aggregate(function.Scope, (known, pair) => known.With(pair.First, pair.Second));
        return Evaluate(function.Body, inner, invocation);
    }

    private static object Wrap(object number) => (long)number % 1000;

    private object Call(LibraryCall call, DirectScope scope, DirectInvocation invocation)
    {
        var arguments = new object?[call.Arguments.Length];
        var order = Enumerable.Range(0, arguments.Length);
        foreach (var i in call.IsPiped ? order.Take(arguments.Length - 1).Prepend(arguments.Length - 1) : order)
            arguments[i] = call.Arguments[i] is Lambda ? null : Evaluate(call.Arguments[i], scope, invocation);

        var last = arguments[^1]!;
        return call.Name switch
        {
            "abs" => Math.Abs((long)last),
            "min" => Math.Min((long)arguments[0]!, (long)last),
            "max" => Math.Max((long)arguments[0]!, (long)last),
            "string" => DirectValues.Show(last),
            "fst" => ((PairValue)last).First,
            "snd" => ((PairValue)last).Second,
            "Option.defaultValue" => last is SomeValue some ? some.Item : arguments[0]!,
            "Option.isSome" => last is SomeValue,
            "Option.map" => last is SomeValue some ? new SomeValue(Apply(some.Item)) : NoValue.Instance,
            "Option.bind" => last is SomeValue some ? Apply(some.Item) : NoValue.Instance,
            _ => CallOnList((ImmutableArray<object>)last),
        };

        object Apply(params ReadOnlySpan<object> values)
        {
            var lambda = (Lambda)call.Arguments[0];
            var inner = scope;
            for (var i = 0; i < values.Length; i++) inner = inner.With(lambda.Parameters[i], values[i]);
            return Evaluate(lambda.Body, inner, invocation);
        }

        object CallOnList(ImmutableArray<object> list) => call.Name switch
        {
            "List.length" => (long)list.Length,
            "List.isEmpty" => list.IsEmpty,
            "List.sum" => list.Aggregate(0L, (sum, item) => checked(sum + (long)item)),
            "List.rev" => list.Reverse().ToImmutableArray(),
            "List.map" => list.Select(item => Apply(item)).ToImmutableArray(),
            "List.mapi" => list.Select((item, i) => Apply((long)i, item)).ToImmutableArray(),
            "List.collect" => list.SelectMany(item => (ImmutableArray<object>)Apply(item)).ToImmutableArray(),
            "List.filter" => list.Where(item => (bool)Apply(item)).ToImmutableArray(),
            "List.choose" => list.Select(item => Apply(item)).OfType<SomeValue>().Select(some => some.Item).ToImmutableArray(),
            "List.sortBy" => list.Select(item => (item, key: (long)Apply(item))).ToList().OrderBy(pair => pair.key).Select(pair => pair.item).ToImmutableArray(),
            "List.sumBy" => list.Aggregate(0L, (sum, item) => checked(sum + (long)Apply(item))),
            "List.exists" => list.Any(item => (bool)Apply(item)),
            "List.forall" => list.All(item => (bool)Apply(item)),
            "List.tryFind" => list.Where(item => (bool)Apply(item)).Take(1).Select(item => (object)new SomeValue(item)).FirstOrDefault(NoValue.Instance),
            "List.fold" => list.Aggregate(arguments[1]!, (state, item) => Apply(state, item)),
            "List.iter" => Do(() => list.ToList().ForEach(item => Apply(item))),
            _ => throw new ArgumentOutOfRangeException(nameof(call), call.Name, null),
        };
    }

    private object Choose(Match match, DirectScope scope, DirectInvocation invocation)
    {
        var value = Evaluate(match.Value, scope, invocation);
        foreach (var arm in match.Arms)
        {
            if (Bind(arm.Pattern, value, scope) is not { } inner) continue;
            if (arm.Guard is not null && !(bool)Evaluate(arm.Guard, inner, invocation)) continue;
            return Evaluate(arm.Body, inner, invocation);
        }

        throw new InvalidOperationException("generated matches are complete");
    }

    private static DirectScope? Bind(Pattern pattern, object value, DirectScope scope) => (pattern, value) switch
    {
        (AnyPattern, _) => scope,
        (NamePattern name, _) => scope.With(name.Name, value),
        (ConstantPattern constant, _) => constant.Values.Contains(value) ? scope : null,
        (SomePattern some, SomeValue item) => Bind(some.Item, item.Item, scope),
        (PairPattern items, PairValue pair) => Bind(items.First, pair.First, scope) is { } inner ? Bind(items.Second, pair.Second, inner) : null,
        (ConsPattern cons, ImmutableArray<object> { Length: > 0 } list) =>
            Bind(cons.Head, list[0], scope) is { } inner ? Bind(cons.Tail, list.RemoveAt(0), inner) : null,
        _ => null,
    };
}
