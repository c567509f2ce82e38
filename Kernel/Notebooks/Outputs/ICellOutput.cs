namespace StateFlow.Notebooks.Outputs;

/// <summary>Where a cell's output goes, while it runs. Calls come one at a time.</summary>
public interface ICellOutput
{
    /// <summary>What the cell prints.</summary>
    void Print(string text);

    /// <summary>What the cell has to say besides: warnings and notices.</summary>
    void PrintError(string text);

    /// <summary>Something to show below the cell.</summary>
    IDisplay Display(MimeBundle content);
}

/// <summary>Something that a cell shows.</summary>
public interface IDisplay
{
    /// <summary>Takes the place of what was shown before.</summary>
    void Update(MimeBundle content);
}
