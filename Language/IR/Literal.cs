using System.Text.Json.Serialization;

namespace StateFlow.Language.IR;

/// <summary>A constant of the language.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(IntLiteral), "int")]
[JsonDerivedType(typeof(FloatLiteral), "float")]
[JsonDerivedType(typeof(BoolLiteral), "bool")]
[JsonDerivedType(typeof(StringLiteral), "string")]
[JsonDerivedType(typeof(UnitLiteral), "unit")]
public abstract record Literal
{
    /// <summary>The constant <c>()</c>.</summary>
    public static Literal Unit { get; } = new UnitLiteral();

    /// <summary>The type of the constant.</summary>
    [JsonIgnore]
    public DataType Type => this switch
    {
        IntLiteral => DataType.Int,
        FloatLiteral => DataType.Float,
        BoolLiteral => DataType.Bool,
        StringLiteral => DataType.String,
        _ => DataType.Unit,
    };
}

/// <summary>A 64-bit integer.</summary>
public sealed record IntLiteral(long Value) : Literal;

/// <summary>A 64-bit IEEE number.</summary>
public sealed record FloatLiteral(double Value) : Literal;

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record BoolLiteral(bool Value) : Literal;

/// <summary>A text.</summary>
public sealed record StringLiteral(string Value) : Literal;

/// <summary><c>()</c>.</summary>
public sealed record UnitLiteral : Literal;
