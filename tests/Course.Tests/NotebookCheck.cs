namespace StateFlow.Course.Tests;

/// <summary>What is wrong with a notebook; nothing if all is well.</summary>
internal static class NotebookCheck
{
    private const int FewestPromises = 8;
    private const int FewestSolutions = 2;

    /// <summary>What is wrong with its writing, executed or not.</summary>
    /// <param name="exists">Whether there is a file that the text leads to.</param>
    public static IEnumerable<string> Writing(Notebook notebook, Func<string, bool> exists)
    {
        var promises = notebook.Code.Sum(cell => cell.Promises.Count());
        if (promises < FewestPromises) yield return $"has {promises} promises, fewer than {FewestPromises}";
        foreach (var id in notebook.Cells.CountBy(cell => cell.Id).Where(id => id.Value > 1 || id.Key == "")) yield return $"{id.Value} cells have the id '{id.Key}'";
        foreach (var cell in notebook.Code.Where(cell => cell.MayFail && cell.Promises.All(promise => promise.Kind != Promise.Error))) yield return $"{cell.Id} is meant to fail and does not promise how";
        if (!notebook.Prose.StartsWith("# ", StringComparison.Ordinal)) yield return "does not begin with its title";
        foreach (var heading in (string[])["## What you have seen", "## Exercises"])
        {
            if (!notebook.Prose.Contains($"\n{heading}\n", StringComparison.Ordinal)) yield return $"has no '{heading}'";
        }

        if (notebook.FoldedSolutions < FewestSolutions) yield return $"has {notebook.FoldedSolutions} folded solutions, fewer than {FewestSolutions}";
        foreach (var file in notebook.LinkedFiles.Where(file => !exists(file))) yield return $"leads to '{file}', which is not there";
    }

    /// <summary>What is wrong with its outputs.</summary>
    public static IEnumerable<string> Outputs(Notebook notebook)
    {
        foreach (var cell in notebook.Code)
        {
            if (cell.MayFail && !cell.HasFailed) yield return $"{cell.Id} is meant to fail and does not";
            if (!cell.MayFail && cell.HasFailed) yield return $"{cell.Id} fails: {cell.Shown.Last().Text}";
            foreach (var promise in cell.Promises.Where(promise => !promise.IsKeptBy(cell))) yield return $"{cell.Id} does not keep its promise '{promise}'";
        }
    }

    /// <summary>Where the outputs of two notebooks differ.</summary>
    public static IEnumerable<string> Differences(Notebook committed, Notebook fresh) => committed.Cells.Length != fresh.Cells.Length
        ? [$"there are {committed.Cells.Length} cells, and {fresh.Cells.Length} after the execution"]
        : committed.Cells.Zip(fresh.Cells).Where(pair => !pair.First.Shown.SequenceEqual(pair.Second.Shown))
            .Select(pair => $"{pair.First.Id} puts out something else than is committed: run notebooks/execute");
}
