namespace StateFlow.Language.Binding.Inference;

/// <summary>The types an overloaded operator or function works on.</summary>
[Flags]
internal enum Overloads
{
    None = 0,
    Int = 1,
    Float = 2,
    String = 4,
    Number = Int | Float,
    Addable = Number | String,
}
