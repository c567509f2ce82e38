namespace StateFlow.Workloads.HandSplit;

/// <summary>Frames that are not in use; for one thread.</summary>
internal sealed class FramePool<TFrame>
    where TFrame : class, new()
{
    private readonly Stack<TFrame> _free = new();

    public TFrame Rent() => _free.TryPop(out var frame) ? frame : new TFrame();

    public void Return(TFrame frame) => _free.Push(frame);
}
