using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace StateFlow.Runtime.Execution;

/// <summary>Hints for the processor's caches: the requests of a batch are known before they are executed, so their states can be on the way.</summary>
internal static class Memory
{
    private const int LineLength = 64;
    private const int LinesBefore = 3;

    /// <summary>Has the processor fetch the cache line of a place in memory; it need not.</summary>
    public static unsafe void Prefetch<T>(ref T place)
    {
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref place));
    }

    /// <summary>Has the processor fetch the beginning of an object.</summary>
    public static unsafe void Prefetch(EntityInstance instance)
    {
        if (!Sse.IsSupported) return;
        var place = (byte*)Unsafe.AsPointer(ref instance.WriteReservation);
        Sse.Prefetch0(place);
        Sse.Prefetch0(place + LineLength);
    }

    /// <summary>Has the processor fetch requests, which other threads have made.</summary>
    public static unsafe void Prefetch(ReadOnlySpan<PendingRequest> requests)
    {
        if (!Sse.IsSupported) return;
        foreach (var request in requests)
        {
            // Clients make target, arguments and request shortly before, so these lie there.
            var place = *(byte**)Unsafe.AsPointer(ref Unsafe.AsRef(in request));
            for (var line = -LinesBefore; line <= 1; line++) Sse.Prefetch0(place + line * LineLength);
        }
    }

    /// <summary>Has the processor fetch the beginning of any object.</summary>
    public static unsafe void PrefetchObject(object item)
    {
        if (Sse.IsSupported) Sse.Prefetch0(*(void**)Unsafe.AsPointer(ref item));
    }
}
