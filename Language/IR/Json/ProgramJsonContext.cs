using System.Text.Json.Serialization;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.IR.Json;

/// <summary>How each type of the IR is read and written, generated when the library is built: no reflection when it runs.</summary>
/// <remarks>Besides the document, it names what stands in a <see cref="Sequence{T}"/>: the generator cannot see through its converter.</remarks>
[JsonSerializable(typeof(ProgramDocument))]
[JsonSerializable(typeof(SourceText))]
[JsonSerializable(typeof(TypeDefinition))]
[JsonSerializable(typeof(FieldDefinition))]
[JsonSerializable(typeof(UnionCase))]
[JsonSerializable(typeof(Operator))]
[JsonSerializable(typeof(Field))]
[JsonSerializable(typeof(Invariant))]
[JsonSerializable(typeof(Constant))]
[JsonSerializable(typeof(Method))]
[JsonSerializable(typeof(Variable))]
[JsonSerializable(typeof(Block))]
[JsonSerializable(typeof(Statement))]
[JsonSerializable(typeof(Terminator))]
[JsonSerializable(typeof(ForkBranch))]
[JsonSerializable(typeof(Call))]
[JsonSerializable(typeof(Expression))]
[JsonSerializable(typeof(SequenceExpression), TypeInfoPropertyName = "EvaluateInOrder")]
[JsonSerializable(typeof(FormatPart))]
[JsonSerializable(typeof(DataType))]
[JsonSerializable(typeof(Literal))]
[JsonSerializable(typeof(DataflowVertex))]
[JsonSerializable(typeof(DataflowEdge))]
[JsonSerializable(typeof(CallEdge))]
[JsonSerializable(typeof(Sequence<SourceText>))]
internal sealed partial class ProgramJsonContext : JsonSerializerContext;
