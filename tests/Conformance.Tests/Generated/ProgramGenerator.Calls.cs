using StateFlow.Conformance.Tests.Generated.Tree;

namespace StateFlow.Conformance.Tests.Generated;

/// <content>Calls of members and local functions.</content>
internal sealed partial class ProgramGenerator
{
    /// <summary>The members with this result that may be called here without the program running forever.</summary>
    private List<Member> Callable(ProgramType result, GeneratorScope scope) =>
        [.. _members.Where(member => member.Result == result && IsCallable(member, scope))];

    private static bool IsCallable(Member member, GeneratorScope scope) => scope.Member switch
    {
        null => true,
        { MayRecurse: true } caller => member.Level < caller.Level || (scope.MayRecurse && member.MayRecurse),
        var caller => member.Level < caller.Level && !member.MayRecurse,
    };

    private MemberCall Call(ProgramType result, GeneratorScope scope, int depth)
    {
        if (result == ProgramType.Int && _choices.Chance(25)) return Bump(scope);
        var member = _choices.Pick(Callable(result, scope));
        var inPlace = member.Entity == scope.Member?.Entity && !member.IsTransactional && _choices.Chance(30);
        Node target = inPlace
            ? new This()
            : Expression(ProgramType.Reference(member.Entity), scope, _choices.Chance(25) ? depth : 0) is var found and not This
                ? found
                : new Get(member.Entity, Key());
        return new MemberCall(target, member, [.. member.Parameters.Select(parameter => Argument(parameter, scope, depth))]);
    }

    /// <summary>A remote call that changes an entity, rather often the one that makes it.</summary>
    private MemberCall Bump(GeneratorScope scope)
    {
        var entity = scope.Member?.Entity ?? _choices.Pick(_entities);
        var bump = _members.First(member => member.Entity == entity && member.Name == "Bump");
        return new MemberCall(new Get(entity, Key()), bump, [new Constant((long)_choices.Between(1, 3))]);
    }

    private Node Argument(Parameter parameter, GeneratorScope scope, int depth)
    {
        if (parameter.Name != Member.Fuel) return parameter.Type == ProgramType.Int ? Bounded(ProgramType.Int, scope, depth) : Expression(parameter.Type, scope, depth);
        if (scope.Member is null) return new Constant((long)_choices.Between(0, 2));
        var fuel = new Local(Member.Fuel);
        return scope.MayRecurse ? new Binary("-", fuel, new Constant(1L)) : fuel;
    }

    private FunctionCall CallFunction(VisibleName function, GeneratorScope scope, int depth) =>
        new(function.Name, [.. function.Parameters.Select(parameter => Argument(parameter, scope, depth))]);
}
