namespace StateFlow.Interpreter.Exploration;

/// <summary>What steps touch: two steps that touch nothing in common, or only read it, can be swapped without effect.</summary>
/// <remarks>The things touched are entities, channels that are sent into, and the output; see <see cref="AccessNumbers"/>.</remarks>
internal sealed class Access
{
    private readonly ulong[] _reads;
    private readonly ulong[] _writes;

    private Access(ulong[] reads, ulong[] writes, bool isEverything) => (_reads, _writes, IsEverything) = (reads, writes, isEverything);

    public static Access Nothing { get; } = new([], [], isEverything: false);

    /// <summary>In conflict with every step.</summary>
    public static Access Everything { get; } = new([], [], isEverything: true);

    public bool IsEverything { get; }

    public Access Read(int number) => IsEverything ? this : new Access(With(_reads, number), _writes, isEverything: false);

    public Access Write(int number) => IsEverything ? this : new Access(_reads, With(_writes, number), isEverything: false);

    public Access Union(Access other)
    {
        if (ReferenceEquals(this, Nothing) || other.IsEverything || ReferenceEquals(this, other)) return other;
        if (IsEverything || ReferenceEquals(other, Nothing) || Contains(other)) return this;
        return new Access(Union(_reads, other._reads), Union(_writes, other._writes), isEverything: false);
    }

    public bool IsInConflictWith(Access other) =>
        IsEverything || other.IsEverything
        || Intersect(_writes, other._writes) || Intersect(_writes, other._reads) || Intersect(_reads, other._writes);

    private bool Contains(Access other) => Contains(_reads, other._reads) && Contains(_writes, other._writes);

    private static bool Contains(ulong[] all, ulong[] some)
    {
        if (some.Length > all.Length) return false;
        for (var i = 0; i < some.Length; i++)
        {
            if ((some[i] & ~all[i]) != 0) return false;
        }

        return true;
    }

    private static bool Intersect(ulong[] left, ulong[] right)
    {
        for (var i = 0; i < left.Length && i < right.Length; i++)
        {
            if ((left[i] & right[i]) != 0) return true;
        }

        return false;
    }

    private static ulong[] Union(ulong[] left, ulong[] right)
    {
        var (longer, shorter) = left.Length >= right.Length ? (left, right) : (right, left);
        ulong[] union = [.. longer];
        for (var i = 0; i < shorter.Length; i++) union[i] |= shorter[i];
        return union;
    }

    private static ulong[] With(ulong[] set, int number)
    {
        var with = new ulong[Math.Max(set.Length, number / 64 + 1)];
        set.CopyTo(with, 0);
        with[number / 64] |= 1UL << (number % 64);
        return with;
    }
}

/// <summary>Numbers for the things that steps touch.</summary>
internal sealed class AccessNumbers
{
    private readonly Dictionary<object, int> _numbers = [];

    /// <summary>What the program prints.</summary>
    public int Output => Of("output");

    /// <summary>The number of an entity, a channel, or a call's answer.</summary>
    public int Of(object touched)
    {
        if (!_numbers.TryGetValue(touched, out var number)) _numbers[touched] = number = _numbers.Count;
        return number;
    }
}
