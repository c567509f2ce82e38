using CsCheck;
using StateFlow.Visualizer.Layout;
using StateFlow.Visualizer.Rendering;

namespace StateFlow.Visualizer.Tests.Layout;

public sealed class LayeredLayoutTests
{
    private static readonly LayeredLayout Layout = new();
    private static readonly CommonFontMeasures Measures = new();

    [TestCaseSource(typeof(Programs), nameof(Programs.Files))]
    public void Nothing_of_a_program_covers_anything_else(string file)
    {
        foreach (var diagram in Programs.Diagrams(Programs.Read(file)))
            Assert.That(Geometry.Faults(Layout.Arrange(diagram, Measures)), Is.Empty, diagram.Title);
    }

    [Test]
    public void Nothing_of_any_diagram_covers_anything_else() => GeneratedDiagrams.Any.Sample(
        diagram => Assert.That(Geometry.Faults(Layout.Arrange(diagram, Measures)).Take(5), Is.Empty), iter: 500);

    [Test]
    public void The_same_diagram_gives_the_same_drawing() => GeneratedDiagrams.Any.Sample(
        diagram =>
        {
            var first = new SvgRenderer().Render(diagram);
            var second = new SvgRenderer().Render(diagram);
            Assert.That(second, Is.EqualTo(first));
        },
        iter: 20);
}
