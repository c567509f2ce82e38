namespace StateFlow.Runtime.Tests.Serializability;

/// <summary>The checker of histories tells serializable ones from others.</summary>
public sealed class SerializationGraphTests
{
    [Test]
    public void AHistoryOfUnitsOneAfterAnotherIsSerializable()
    {
        var graph = SerializationGraph.Of(
            Unit(0, Write("x", -1), Write("y", -1)),
            Unit(1, Read("x", 0), Write("x", 0), Read("x", 1), Write("x", 1)),
            Unit(2, Read("y", 0), Read("x", 1)),
            Unit(3, Write("y", 0)));
        Assert.That(graph.Anomalies, Is.Empty);
        Assert.That(
            graph.Edges.Select(edge => (edge.Source, edge.Target, edge.Tag)).Distinct(),
            Is.EquivalentTo(
            [
                (0, 1, Dependency.WriteRead), (0, 1, Dependency.WriteWrite),
                (0, 2, Dependency.WriteRead), (1, 2, Dependency.WriteRead),
                (0, 3, Dependency.WriteWrite), (2, 3, Dependency.ReadWrite),
            ]));
    }

    [Test]
    public void AnOrderOtherThanThatOfTheNumbersIsSerializable() =>
        Assert.That(SerializationGraph.Of(Unit(0, Read("x", 1)), Unit(1, Write("x", -1))).Anomalies, Is.Empty);

    [Test]
    public void ALostUpdateIsFound() => Assert.That(
        SerializationGraph.Of(Unit(0, Read("x", -1), Write("x", -1)), Unit(1, Read("x", -1), Write("x", -1))).Anomalies,
        Is.EqualTo(["the value of -1 in x was overwritten by 0 and 1", "the units 0, 1 depend on each other in a cycle"]));

    [Test]
    public void AWriteSkewIsFound() => Assert.That(
        SerializationGraph.Of(Unit(0, Read("x", -1), Write("y", -1)), Unit(1, Read("y", -1), Write("x", -1))).Anomalies,
        Is.EqualTo(["the units 0, 1 depend on each other in a cycle"]));

    [Test]
    public void ACycleOfThreeIsFound() => Assert.That(
        SerializationGraph.Of(
            Unit(0, Read("x", -1), Write("y", -1)),
            Unit(1, Read("y", -1), Write("z", -1)),
            Unit(2, Read("z", -1), Write("x", -1)),
            Unit(3, Read("x", 2))).Anomalies,
        Is.EqualTo(["the units 0, 1, 2 depend on each other in a cycle"]));

    [Test]
    public void AReadThatIsNotRepeatableIsFound() => Assert.That(
        SerializationGraph.Of(Unit(0, Read("x", -1), Read("x", 1)), Unit(1, Write("x", -1))).Anomalies,
        Is.EqualTo(["the units 0, 1 depend on each other in a cycle"]));

    [Test]
    public void AReadOfARolledBackValueIsFound() => Assert.That(
        SerializationGraph.Of(Unit(0, Write("y", -1)), Unit(1, Read("x", 0))).Anomalies,
        Is.EqualTo(["unit 1 saw in x the value of 0, which did not write it"]));

    private static UnitHistory Unit(int number, params RegisterAccess[] accesses) => new(number, [.. accesses]);

    private static RegisterAccess Read(string register, int seen) => new(register, seen, IsWrite: false);

    private static RegisterAccess Write(string register, int seen) => new(register, seen, IsWrite: true);
}
