using StateFlow.Interpreter.Values;

namespace StateFlow.Clients;

/// <summary>Orders C# values as the language orders its own.</summary>
internal static class ByValue
{
    public static IComparer<T> Order<T>(ValueConverter<T> converter) =>
        Comparer<T>.Create((left, right) => ValueComparer.Total.Compare(converter.ToValue(left), converter.ToValue(right)));
}
