using CsCheck;
using StateFlow.Conformance.Tests.Generated.Tree;

namespace StateFlow.Conformance.Tests.Generated;

/// <summary>The generator reaches every construct, and remote calls in every place where they may stand.</summary>
public sealed class GeneratorCoverage
{
    private static readonly ImmutableArray<GeneratedProgram> Sample =
        [.. Enumerable.Range(1, 400).Select(seed => ProgramGenerator.Programs.Generate(new PCG(1, (ulong)seed), null, out _))];

    [Test]
    public void Every_kind_of_node_occurs()
    {
        var kinds = typeof(Node).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Node)));
        var generated = Sample.SelectMany(program => program.Nodes).Select(node => node.GetType()).ToHashSet();

        Assert.That(kinds.Except(generated), Is.Empty);
    }

    /// <summary>A part is found where it stands in a node, with or without remote calls; then there must be some with.</summary>
    [Test]
    public void Remote_calls_occur_in_every_place()
    {
        var places = Sample.SelectMany(program => program.Nodes).SelectMany(node => node.Parts).ToLookup(part => part.Place, part => part.Node);
        var waiting = places.Where(place => place.Any(node => node.All.Any(part => part.IsRemoteCall))).Select(place => place.Key);

        // A key is a constant: only so is it known whether the entity exists.
        Assert.That(places.Select(place => place.Key).Except(waiting), Is.EqualTo((string[])["key"]));
    }

    [Test]
    public void Members_recur_fail_and_are_transactional()
    {
        var members = Sample.SelectMany(program => program.Entities).SelectMany(entity => entity.Bodies).ToList();

        Assert.That(members.Where(member => member.Key.IsTransactional && member.Value.All.Any(node => node is Fail)), Is.Not.Empty);
        Assert.That(members.Where(member => member.Key.IsProperty && member.Value.All.Any(node => node.IsRemoteCall)), Is.Not.Empty);
        Assert.That(members.Where(member => member.Value.All.Any(node => node is MemberCall call && call.Member == member.Key)), Is.Not.Empty);
    }

    [Test]
    public void Failures_arise_and_roll_back()
    {
        var failing = Sample.Count(program => DirectEvaluator.Run(program, ProgramGenerator.Budget)!.Output.ToString().Contains("failed: "));

        Assert.That(failing, Is.GreaterThan(Sample.Length / 20));
    }
}
