namespace StateFlow.Course.Tests;

/// <summary>Each lesson, as it is committed and as it is when it is executed now.</summary>
public sealed class LessonTests
{
    private static readonly string Folder = Path.GetDirectoryName(Notebook.PathOf("any"))!;

    public static IEnumerable<string> Lessons => Notebook.Lessons;

    [Test]
    public void There_are_lessons() => Assert.That(Lessons, Is.Not.Empty);

    [TestCaseSource(nameof(Lessons))]
    public void Is_a_lesson(string lesson) =>
        Assert.That(NotebookCheck.Writing(Notebook.Committed(lesson), file => Path.Exists(Path.Combine(Folder, file))), Is.Empty);

    [TestCaseSource(nameof(Lessons))]
    public void Keeps_its_promises(string lesson) => Assert.That(NotebookCheck.Outputs(Executed(lesson)), Is.Empty);

    [TestCaseSource(nameof(Lessons))]
    public void Is_committed_as_it_is_executed(string lesson)
    {
        var (committed, fresh) = (Notebook.Committed(lesson), Executed(lesson));

        Assert.That(NotebookCheck.Differences(committed, fresh with { Cells = fresh.Cells[..committed.Cells.Length] }), Is.Empty);
    }

    private static Notebook Executed(string lesson) => Notebook.Read(Path.Combine(Execution.Folder, $"{lesson}.ipynb"));
}
