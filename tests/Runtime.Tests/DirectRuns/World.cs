using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;
using StateFlow.Language;
using StateFlow.Language.IR;
using StateFlow.Language.Syntax;
using StateFlow.Runtime.Compilation;
using StateFlow.Runtime.Execution;

namespace StateFlow.Runtime.Tests.DirectRuns;

/// <summary>Three accounts of a program, and a way of executing requests to them.</summary>
internal sealed class World : IDisposable
{
    private const int MaxDepth = 100;

    private readonly CompiledProgram _program;
    private readonly BatchExecutor _batches;

    public World(Program program, bool callsDirectly, int workers)
    {
        _program = new CompiledProgram(program, Partitions.Bits(workers), callsDirectly);
        _batches = new BatchExecutor(_program, workers, MaxDepth, parallelThreshold: 1);
        Execute([.. Enumerable.Range(0, 3).Select(id => new CreateRequest(new EntityReference("Account", IntValue.Of(id)), [IntValue.Of(id)]))]);
    }

    public long DirectRuns => _batches.Executors.Sum(executor => executor.DirectRuns);

    public long LeftDirectRuns => _batches.Executors.Sum(executor => executor.LeftDirectRuns);

    public IEnumerable<long> Edges => _batches.Executors[0].Edges;

    /// <summary>The program that a text is.</summary>
    public static Program Compile(string source)
    {
        var compilation = Compiler.Compile([new SourceText("accounts.sf", source)]);
        return compilation.Program ?? throw new InvalidOperationException(string.Join('\n', compilation.Diagnostics));
    }

    /// <summary>The states, the answer with its chain of calls, what is printed, and the edges are the same in every way of execution.</summary>
    public static void Check(Program program, bool isDirect, EntityRequest request)
    {
        using var directly = new World(program, callsDirectly: true, workers: 1);
        using var byEvents = new World(program, callsDirectly: false, workers: 1);
        using var beside = new World(program, callsDirectly: true, workers: 2);
        var expected = byEvents.Execute([request]);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(directly.Execute([request]), Is.EqualTo(expected));
            Assert.That(beside.Execute([request]), Is.EqualTo(expected));
            Assert.That(directly.Edges, Is.EqualTo(byEvents.Edges));
            Assert.That((directly.DirectRuns, directly.LeftDirectRuns), Is.EqualTo(isDirect ? (1, 0) : (0, 1)));
            Assert.That((byEvents.DirectRuns, byEvents.LeftDirectRuns), Is.EqualTo((0, 0)));
        }
    }

    public void Dispose() => _batches.Dispose();

    /// <summary>What was printed and answered, and the states then.</summary>
    public IReadOnlyList<string> Execute(IEnumerable<EntityRequest> requests)
    {
        var batch = new Batch([.. requests.Select(request =>
        {
            var (op, method) = RequestCheck.Check(_program, request);
            return new PendingRequest(request, op, method, receiver: null, ticket: 0);
        })]);
        _batches.Execute(batch);
        return
        [
            .. batch.Requests.SelectMany(request => request.Output),
            .. batch.Requests.Select(request => request.Answer switch
            {
                ResultAnswer result => ValueNotation.Shown(result.Value),
                FailureAnswer failed => failed.Failure.Describe(),
                _ => "no answer",
            }),
            .. _program.Operator("Account").Table.All.OrderBy(instance => $"{instance.Reference}", StringComparer.Ordinal)
                .Select(instance => $"{instance.Reference}: {string.Join(", ", instance.Operator.Read(instance).Select(ValueNotation.Structural))}"),
        ];
    }
}
