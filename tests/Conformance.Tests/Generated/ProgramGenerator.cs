using CsCheck;
using StateFlow.Conformance.Tests.Generated.Tree;

namespace StateFlow.Conformance.Tests.Generated;

/// <summary>Generates well-typed programs that end, by construction.</summary>
internal sealed partial class ProgramGenerator
{
    /// <summary>How many nodes a program may evaluate.</summary>
    public const int Budget = 10_000;

    private static readonly ImmutableArray<string> EntityNames = ["Alpha", "Beta", "Gamma"];
    private static readonly ImmutableArray<string> VariableNames = ["a", "b", "c", "d", "x", "y", "z"];
    private static readonly ImmutableArray<string> FunctionNames = ["f", "g", "h"];

    private readonly Choices _choices;
    private readonly ImmutableArray<string> _entities;
    private readonly ImmutableArray<Member> _members;
    private readonly int _statements;
    private readonly int _depth;

    private ProgramGenerator(PCG random)
    {
        _choices = new Choices(random);
        _statements = _choices.Between(0, 4);
        _depth = _choices.Between(1, 3);
        _entities = EntityNames[.._choices.Pick([1, 1, 2, 3])];
        _members = Signatures();
    }

    /// <summary>Programs that do not do too much when they run.</summary>
    public static Gen<GeneratedProgram> Programs { get; } = new ProgramGen();

    /// <summary>The program that these choices lead to.</summary>
    public static GeneratedProgram Generate(PCG random) => new ProgramGenerator(random).Program();

    private GeneratedProgram Program()
    {
        var entities = _entities.Select(Entity).ToImmutableArray();
        return new GeneratedProgram(entities, Script());
    }

    private ImmutableArray<Member> Signatures()
    {
        var level = 0;
        var members = ImmutableArray.CreateBuilder<Member>();
        foreach (var entity in _entities)
        {
            members.Add(new Member(entity, "Number", [], ProgramType.Int, IsProperty: true, IsTransactional: false, Level: 0));
            members.Add(new Member(entity, "Items", [], ProgramType.Ints, IsProperty: true, IsTransactional: false, Level: 0));
            members.Add(new Member(entity, "Bump", [new Parameter("n", ProgramType.Int)], ProgramType.Int, IsProperty: false, IsTransactional: false, Level: 0));
        }

        for (var i = 0; i < _entities.Length * _choices.Between(1, 3); i++) members.Add(Signature(++level));
        return members.ToImmutable();
    }

    private Member Signature(int level)
    {
        var entity = _choices.Pick(_entities);
        var isProperty = _choices.Chance(20);
        var parameters = ImmutableArray.CreateBuilder<Parameter>();
        if (!isProperty)
        {
            if (_choices.Chance(50)) parameters.Add(new Parameter(Member.Fuel, ProgramType.Int));
            parameters.Add(new Parameter("other", ProgramType.Reference(_choices.Pick(_entities))));
            for (var i = _choices.Between(0, 2); i > 0; i--) parameters.Add(new Parameter($"p{i}", AnyType()));
        }

        return new Member(
            entity, $"M{level}", parameters.ToImmutable(), isProperty ? AnyType() : ResultType(), isProperty, IsTransactional: !isProperty && _choices.Chance(15), level);
    }

    private ProgramType ResultType() => _choices.Chance(15) ? ProgramType.Unit : AnyType();

    private ProgramType AnyType() => _choices.Weighted<ProgramType>(
        (5, () => ProgramType.Int),
        (3, () => ProgramType.Bool),
        (1, () => ProgramType.Text),
        (2, () => ProgramType.Ints),
        (1, () => ProgramType.MaybeInt),
        (1, () => ProgramType.Pair),
        (1, () => ProgramType.Stats),
        (1, () => ProgramType.Reference(_choices.Pick(_entities))),
        (1, () => ProgramType.References(_choices.Pick(_entities))));

    private Entity Entity(string name)
    {
        var friend = _choices.Pick(_entities);
        ImmutableArray<Field> fields =
        [
            new("number", ProgramType.Int, new FieldRead(Tree.Entity.FirstNumber)),
            new("flag", ProgramType.Bool, new Constant(_choices.Chance(50))),
            new("items", ProgramType.Ints, new ListOf([new Constant(1L), new FieldRead(Tree.Entity.FirstNumber)])),
            new("maybe", ProgramType.MaybeInt, new SomeOf(new FieldRead("number"))),
            new("pair", ProgramType.Pair, new PairOf(new Constant(7L), new FieldRead("flag"))),
            new("stats", ProgramType.Stats, new StatsOf(new Constant(9L), new Constant(true))),
            new("friends", ProgramType.References(friend), new ListOf([new Get(friend, new Constant("k0")), new Get(friend, new Constant("k1"))])),
        ];
        var members = _members.Where(member => member.Entity == name).ToImmutableArray();
        return new Entity(name, fields, members, members.ToDictionary(member => member, member => Body(member, fields)));
    }

    private Node Body(Member member, ImmutableArray<Field> fields)
    {
        switch (member.Name)
        {
            case "Number": return new FieldRead("number");
            case "Items": return new FieldRead("items");
            case "Bump":
                var bumped = new Binary("+", new FieldRead("number"), new Local("n"));
                return new Block([new Assign("number", IsField: true, new FunctionCall("wrap", [bumped])), new FieldRead("number")]);
        }

        var scope = new GeneratorScope([], fields, member);
        scope = member.Parameters.Aggregate(scope, (known, parameter) => known.With(parameter.Name, parameter.Type));
        return Block(member.Result, scope, nesting: 2);
    }

    private ImmutableArray<Node> Script()
    {
        var statements = ImmutableArray.CreateBuilder<Node>();
        var scope = new GeneratorScope([], [], Member: null);
        foreach (var entity in _entities)
        {
            for (var i = 0; i < 2; i++)
            {
                var name = $"{entity.ToLowerInvariant()}{i}";
                statements.Add(new Let(name, IsMutable: false, new Create(entity, new Constant($"k{i}"), new Constant((long)_choices.Between(0, 5)))));
                scope = scope.With(name, ProgramType.Reference(entity));
            }
        }

        for (var i = _choices.Between(1, 2 + _statements); i > 0; i--) scope = AddScriptStatement(statements, scope, i);
        return statements.ToImmutable();
    }

    /// <summary>Adds a statement of the script; none fails.</summary>
    private GeneratorScope AddScriptStatement(ImmutableArray<Node>.Builder statements, GeneratorScope scope, int number)
    {
        var type = AnyType();
        switch (_choices.Between(0, 4))
        {
            case 0:
                var isMutable = _choices.Chance(30) && IsBounded(type);
                var value = new TryWith(Expression(type, scope, _depth), "m", Leaf(type, scope));
                statements.Add(new Let($"s{number}", isMutable, value));
                return scope.With($"s{number}", type, isMutable ? NameKind.Mutable : NameKind.Immutable);
            case 1:
                var (function, visible) = Function($"f{number}", scope, nesting: 1);
                statements.Add(function);
                return scope.With(visible);
            default:
                var shown = new PrintLine(Interpolated(scope, _depth, holes: 2));
                Node body = _choices.Chance(40) ? shown : new Block([.. UnitBlock(scope, nesting: 1).Statements, shown]);
                statements.Add(new TryWith(body, "m", new PrintLine(new Interpolated([new("failed: ", null), new("", new Local("m"))]))));
                return scope;
        }
    }

    private sealed class ProgramGen : Gen<GeneratedProgram>
    {
        public override GeneratedProgram Generate(PCG pcg, Size? min, out Size size)
        {
            while (true)
            {
                var program = ProgramGenerator.Generate(pcg);
                if (DirectEvaluator.Run(program, Budget) is null) continue;
                size = new Size((ulong)program.Nodes.Count());
                return program;
            }
        }
    }
}
