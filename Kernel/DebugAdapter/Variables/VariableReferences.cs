namespace StateFlow.DebugAdapter.Variables;

/// <summary>The numbers by which a client asks for variables, valid while the run stands still.</summary>
internal sealed class VariableReferences
{
    private readonly List<VariableGroup> _groups = [];

    /// <summary>The number for a group; 0 for nothing to unfold.</summary>
    public int Of(VariableGroup? group)
    {
        if (group is null) return 0;
        _groups.Add(group);
        return _groups.Count;
    }

    public VariableGroup? Find(int reference) => reference > 0 && reference <= _groups.Count ? _groups[reference - 1] : null;

    public void Clear() => _groups.Clear();
}
