using StateFlow.Interpreter.Values;

namespace StateFlow.Interpreter.Evaluation.Functions;

/// <summary>A merge sort: it keeps the order of equal items, and a comparer may fail or contradict itself.</summary>
internal static class StableSort
{
    /// <summary>The items in the order of their keys.</summary>
    public static Value[] By(Value[] keys, Value[] items, IComparer<Value> comparer)
    {
        var (order, merged) = (new int[items.Length], new int[items.Length]);
        for (var i = 0; i < order.Length; i++) order[i] = i;
        for (long width = 1; width < order.Length; width *= 2)
        {
            for (long start = 0; start < order.Length; start += 2 * width)
            {
                var middle = (int)Math.Min(start + width, order.Length);
                var end = (int)Math.Min(start + 2 * width, order.Length);
                Merge((int)start, middle, end);
            }

            (order, merged) = (merged, order);
        }

        return Array.ConvertAll(order, i => items[i]);

        void Merge(int start, int middle, int end)
        {
            var (left, right) = (start, middle);
            for (var i = start; i < end; i++)
            {
                var takesLeft = right == end || (left < middle && comparer.Compare(keys[order[left]], keys[order[right]]) <= 0);
                merged[i] = takesLeft ? order[left++] : order[right++];
            }
        }
    }
}
