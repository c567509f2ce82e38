using StateFlow.Language.IR;
using StateFlow.Language.IR.Expressions;
using StateFlow.Language.Lowering.Normal;
using StateFlow.Language.Syntax;

namespace StateFlow.Language.Lowering.Printing;

/// <summary>Shows a program in normal form.</summary>
internal static class NormalPrinter
{
    public static string Print(NormalProgram program)
    {
        var writer = new IndentedWriter();
        foreach (var op in program.Operators.Append(program.Script))
        {
            writer.Line($"operator {op.Name}");
            writer.Indented(() =>
            {
                foreach (var field in op.Fields) writer.Line($"{(field.IsMutable ? "mutable " : "")}{field.Name} : {field.Type}");
                foreach (var method in op.Methods) Print(method, writer);
            });
        }

        foreach (var method in program.Functions) Print(method, writer);
        return writer.ToString();
    }

    /// <summary>The code of a method line by line.</summary>
    public static ImmutableArray<PrintedLine> Lines(NormalCode code)
    {
        var lines = ImmutableArray.CreateBuilder<PrintedLine>();
        Add(lines, code, 0);
        return lines.ToImmutable();
    }

    private static void Print(NormalMethod method, IndentedWriter writer)
    {
        writer.Line(SignatureNotation.Write(method.Signature));
        writer.Indented(() =>
        {
            foreach (var line in Lines(method.Code)) writer.Line(line);
        });
    }

    private static void Add(ImmutableArray<PrintedLine>.Builder lines, NormalCode code, int depth)
    {
        foreach (var statement in code.Statements) Add(lines, statement, depth);
    }

    private static void Add(ImmutableArray<PrintedLine>.Builder lines, NormalStatement statement, int depth)
    {
        switch (statement)
        {
            case NormalIf node:
                lines.Add(PrintedLine.Of(depth, $"if {ExpressionNotation.Write(node.Condition)} then", node.Span, node.Condition));
                Add(lines, node.Then, depth + 1);
                if (node.Else.Statements.IsEmpty) break;
                AddWord("else");
                Add(lines, node.Else, depth + 1);
                break;
            case NormalLoop node:
                if (!node.Setup.Statements.IsEmpty)
                {
                    AddWord("before each test");
                    Add(lines, node.Setup, depth + 1);
                }

                lines.Add(PrintedLine.Of(depth, $"while {ExpressionNotation.Write(node.Condition)} do", node.Span, node.Condition));
                Add(lines, node.Body, depth + 1);
                break;
            case NormalTry node:
                AddWord("try");
                Add(lines, node.Body, depth + 1);
                AddWord($"with {node.Failure.Name} ->");
                Add(lines, node.Handler, depth + 1);
                break;
            default:
                lines.Add(Line(statement, depth));
                break;
        }

        void AddWord(string text) => lines.Add(PrintedLine.Of(depth, text, SourceSpan.None));
    }

    /// <summary>A statement without nested statements.</summary>
    public static PrintedLine Line(NormalStatement statement, int depth = 0)
    {
        var text = Write(statement);
        return statement switch
        {
            NormalCall node => new PrintedLine(depth, text, node.Span, [(node.Call, text.Length)]),
            NormalFork node => new PrintedLine(depth, text, node.Span, ForkedCalls(node.Branches)),
            NormalAssign node => PrintedLine.Of(depth, text, node.Span, node.Value),
            NormalEvaluate node => PrintedLine.Of(depth, text, node.Span, node.Expression),
            NormalReturn node => PrintedLine.Of(depth, text, node.Span, node.Value),
            _ => PrintedLine.Of(depth, text, statement.Span),
        };
    }

    /// <summary>Several calls at once.</summary>
    public static string Fork(Sequence<ForkBranch> branches) => ForkHead + string.Join(ForkSeparator, branches.Select(Branch));

    /// <summary>The calls in what <see cref="Fork"/> writes.</summary>
    public static ImmutableArray<(Call Call, int End)> ForkedCalls(Sequence<ForkBranch> branches)
    {
        var calls = ImmutableArray.CreateBuilder<(Call Call, int End)>(branches.Count);
        var end = ForkHead.Length;
        foreach (var branch in branches)
        {
            end += Branch(branch).Length;
            calls.Add((branch.Call, end));
            end += ForkSeparator.Length;
        }

        return calls.ToImmutable();
    }

    private const string ForkHead = "fork ";
    private const string ForkSeparator = " and ";

    private static string Branch(ForkBranch branch) =>
        branch.Answer is null ? ExpressionNotation.Write(branch.Call) : $"{branch.Answer.Name} <- {ExpressionNotation.Write(branch.Call)}";

    private static string Write(NormalStatement statement) => statement switch
    {
        NormalAssign node => $"{node.Variable.Name} <- {ExpressionNotation.Write(node.Value)}",
        NormalEvaluate node => ExpressionNotation.Write(node.Expression),
        NormalCall { Answer: { } answer } node => $"{answer.Name} <- {Verb(node.Call)}{ExpressionNotation.Write(node.Call)}",
        NormalCall node => $"{Verb(node.Call)}{ExpressionNotation.Write(node.Call)}",
        NormalFork node => Fork(node.Branches),
        NormalReturn node => $"return {ExpressionNotation.Write(node.Value)}",
        NormalFail node => $"fail {ExpressionNotation.Write(node.Message)}",
        NormalRethrow node => $"rethrow {ExpressionNotation.Write(node.Failure)}",
        _ => throw new ArgumentOutOfRangeException(nameof(statement), statement.GetType().Name, null),
    };

    private static string Verb(Call call) => call switch
    {
        InPlaceCall => "call ",
        WaitCall => "",
        _ => "remote ",
    };
}
