using Microsoft.Extensions.ObjectPool;
using StateFlow.Orleans.Programs;

namespace StateFlow.Orleans.Messages;

/// <summary>Writers and readers of one program, which are used again and again by whichever thread needs one.</summary>
internal sealed class PartPool(ProgramVersion version)
{
    public ObjectPool<PartWriter> Writers { get; } = new DefaultObjectPool<PartWriter>(new WriterPolicy(version));

    public ObjectPool<PartReader> Readers { get; } = new DefaultObjectPool<PartReader>(new ReaderPolicy(version));

    private sealed class WriterPolicy(ProgramVersion version) : PooledObjectPolicy<PartWriter>
    {
        private const int LargestKeptBuffer = 1 << 20;

        public override PartWriter Create() => new(version);

        /// <summary>What an unusual message has made large is not kept.</summary>
        public override bool Return(PartWriter writer)
        {
            if (writer.Buffer.Capacity > LargestKeptBuffer) return false;
            writer.Buffer.ResetWrittenCount();
            return true;
        }
    }

    private sealed class ReaderPolicy(ProgramVersion version) : PooledObjectPolicy<PartReader>
    {
        public override PartReader Create() => new(version);

        public override bool Return(PartReader reader) => true;
    }
}
