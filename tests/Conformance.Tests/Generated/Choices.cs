using CsCheck;

namespace StateFlow.Conformance.Tests.Generated;

/// <summary>Random choices.</summary>
internal sealed class Choices(PCG random)
{
    /// <summary>A number from <paramref name="first"/> to <paramref name="last"/>.</summary>
    public int Between(int first, int last) => first + (int)random.Next((uint)(last - first + 1));

    public bool Chance(int percent) => random.Next(100) < percent;

    public T Pick<T>(IReadOnlyList<T> items) => items[Between(0, items.Count - 1)];

    /// <summary>One of the alternatives; each is as probable as its weight, which may be 0, says.</summary>
    public T Weighted<T>(params ReadOnlySpan<(int Weight, Func<T> Make)> alternatives)
    {
        var sum = 0;
        foreach (var (weight, _) in alternatives) sum += weight;
        var chosen = Between(0, sum - 1);
        foreach (var (weight, make) in alternatives)
        {
            chosen -= weight;
            if (chosen < 0) return make();
        }

        throw new ArgumentException("all weights are 0", nameof(alternatives));
    }
}
