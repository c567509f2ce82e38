using System.Linq.Expressions;

namespace StateFlow.Runtime.Compilation;

/// <summary>Code that other code calls; it is set later than that is compiled, since methods may call each other.</summary>
internal sealed class CodeSlot<TDelegate>
    where TDelegate : Delegate
{
    /// <summary>Set once it is compiled.</summary>
    public TDelegate Invoke = null!;
}

/// <summary>What can be done with slots whose type is known only when the program is.</summary>
internal static class CodeSlot
{
    /// <summary>Code that gives what is in a slot.</summary>
    public static Expression Get(object slot) => Expression.Field(Expression.Constant(slot), nameof(CodeSlot<>.Invoke));

    /// <summary>Puts code into a slot.</summary>
    public static void Set(object slot, Delegate code) => slot.GetType().GetField(nameof(CodeSlot<>.Invoke))!.SetValue(slot, code);
}
