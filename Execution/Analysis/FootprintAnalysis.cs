using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;

namespace StateFlow.Execution.Analysis;

/// <summary>Finds the methods whose calls, with all that these call in turn, reach no entities but those that the target and the arguments name.</summary>
/// <remarks>
/// What such a request touches is known before it is executed, as deterministic databases ask of their transactions (Thomson et al.:
/// Calvin, SIGMOD 2012). An entity is named by <c>this</c>, by a parameter, or by a variable that is set once, to one of these; not by a
/// field, a key that is computed, or an item of a list.
/// </remarks>
internal sealed class FootprintAnalysis
{
    private readonly Program _program;
    private readonly AccessAnalysis _access;
    private readonly Dictionary<string, Footprint?> _footprints = [];

    /// <summary>Analyzes a program.</summary>
    public FootprintAnalysis(Program program, AccessAnalysis access)
    {
        (_program, _access) = (program, access);
        var methods = program.Operators.SelectMany(op => op.Methods).ToList();
        foreach (var method in methods) _footprints[method.Name] = new Footprint(OwnAccess(method), [.. method.Parameters.Select(_ => (Access?)null)]);
        var hasChanged = true;
        while (hasChanged)
        {
            hasChanged = false;
            foreach (var method in methods)
            {
                if (_footprints[method.Name] is not { } known) continue;
                var found = Compute(method, known);
                hasChanged |= found != known;
                _footprints[method.Name] = found;
            }
        }
    }

    /// <summary>What a call of a method may touch; null if that depends on more than its target and arguments.</summary>
    public Footprint? Of(Method method) => _footprints.GetValueOrDefault(method.Name);

    private Access OwnAccess(Method method) => method.Kind == MethodKind.Initializer ? Access.Read | Access.Write : _access.Of(method);

    private Footprint? Compute(Method method, Footprint known)
    {
        var names = new EntityNames(method);
        var (target, parameters) = (known.Target, known.Parameters.ToArray());
        return Calls(method).All(Include) ? new Footprint(target, [.. parameters]) : null;

        bool Include(Call call) => call switch
        {
            InvokeCall invoke => _footprints[invoke.Method] is { } called && Touch(names.Of(invoke.Target), called.Target) && IncludeArguments(called, invoke.Arguments),
            InPlaceCall inPlace => _footprints.GetValueOrDefault(inPlace.Method) is { } called && Touch(EntityNames.This, called.Target) && IncludeArguments(called, inPlace.Arguments),
            _ => false,
        };

        bool IncludeArguments(Footprint called, Sequence<Expression> arguments) =>
            called.Parameters.Index().All(parameter => parameter.Item is not { } access || Touch(names.Of(arguments[parameter.Index]), access));

        bool Touch(int? name, Access access)
        {
            if (name is not { } place) return false;
            if (place == EntityNames.This) target |= access;
            else parameters[place] = (parameters[place] ?? Access.None) | access;
            return true;
        }
    }

    private static IEnumerable<Call> Calls(Method method) => method.Blocks.SelectMany(block => block.Terminator switch
    {
        CallTerminator call => [call.Call],
        ForkTerminator fork => fork.Branches.Select(branch => branch.Call),
        _ => Enumerable.Empty<Call>(),
    });
}
