using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.IR.Json;

/// <summary>What two programs have in common whose entities are the same: states, messages and waiting methods of one are those of the other.</summary>
/// <remarks>
/// Counted are the types, the entities, and the functions and constants that these use, all as JSON. Not counted are the script,
/// comments, and where in its file something stands: programs that differ in these alone have the same identity, and positions in
/// a message between them are those of whichever wrote it.
/// </remarks>
/// <param name="Hash">16 hexadecimal digits.</param>
/// <param name="Files">The names of the files in which the entities stand, in the order in which the JSON comes upon them.</param>
internal sealed record EntityIdentity(string Hash, ImmutableArray<string> Files)
{
    private const int HashedBytes = 8;

    public static EntityIdentity Of(Program program)
    {
        var files = new SourceFileConverter();
        var json = DeepStack.Run(() => JsonSerializer.SerializeToUtf8Bytes(ProgramDocument.Of(WithoutScript(program)), ProgramJson.Options(files)));
        return new EntityIdentity(Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, HashedBytes)), files.Files);
    }

    private static Program WithoutScript(Program program)
    {
        var (functions, constants) = UsedByEntities(program);
        return program with
        {
            Operators = program.Operators.Select(op => op with { Doc = null }).ToSequence(),
            Script = program.Script with { Fields = [], Methods = [], Span = SourceSpan.None },
            Functions = program.Functions.Where(function => functions.Contains(function.Name)).ToSequence(),
            Constants = program.Constants.Where(constant => constants.Contains(constant.Name)).ToSequence(),
            Dataflow = new DataflowGraph([], []),
            Calls = new CallGraph([], []),
            Sources = [],
        };
    }

    private static (HashSet<string> Functions, HashSet<string> Constants) UsedByEntities(Program program)
    {
        var (functions, constants) = (new HashSet<string>(), new HashSet<string>());
        var definitions = program.Constants.ToDictionary(constant => constant.Name);
        var methods = new Stack<Method>(program.Operators.SelectMany(op => op.Methods));
        var expressions = new Stack<Expression>();
        while (methods.TryPop(out var method))
        {
            foreach (var expression in method.Blocks.SelectMany(ExpressionChildren.Of)) expressions.Push(expression);
            while (expressions.TryPop(out var expression))
            {
                var used = expression switch
                {
                    CallExpression call => call.Method,
                    ClosureExpression closure => closure.Method,
                    ConstantExpression constant when constants.Add(constant.Name) => definitions[constant.Name].Method,
                    _ => null,
                };
                if (used is not null && functions.Add(used)) methods.Push(program.Method(used));
                foreach (var child in ExpressionChildren.Of(expression)) expressions.Push(child);
            }
        }

        return (functions, constants);
    }

    /// <summary>Writes of a span only which file it is in, as a number.</summary>
    private sealed class SourceFileConverter : JsonConverter<SourceSpan>
    {
        private readonly Dictionary<string, int> _numbers = [];

        public ImmutableArray<string> Files => [.. _numbers.OrderBy(entry => entry.Value).Select(entry => entry.Key)];

        public override SourceSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, SourceSpan value, JsonSerializerOptions options)
        {
            if (!_numbers.TryGetValue(value.File, out var number)) _numbers.Add(value.File, number = _numbers.Count);
            writer.WriteNumberValue(number);
        }
    }
}
