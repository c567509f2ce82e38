namespace StateFlow.Runtime.Compilation;

/// <summary>How compiled code holds the values of a type.</summary>
internal enum Holding : byte
{
    /// <summary>As <see cref="long"/>.</summary>
    Int,

    /// <summary>As <see cref="double"/>.</summary>
    Float,

    /// <summary>As <see cref="bool"/>.</summary>
    Bool,

    /// <summary>As <see cref="string"/>.</summary>
    String,

    /// <summary>An entity as its key, a <see cref="long"/>.</summary>
    IntKey,

    /// <summary>An entity as its key, a <see cref="string"/>.</summary>
    StringKey,

    /// <summary>As a value of the language.</summary>
    Value,
}
