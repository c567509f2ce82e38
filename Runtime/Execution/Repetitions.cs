using StateFlow.Interpreter.Execution;

namespace StateFlow.Runtime.Execution;

/// <summary>Takes repeated requests out of batches: of several with one id the first is executed, and all are given its answer.</summary>
internal sealed class Repetitions(AnswerBook answers)
{
    /// <summary>The answers that are known.</summary>
    public AnswerBook Answers { get; } = answers;

    /// <summary>Divides a batch into what has to be executed and what repeats an earlier request.</summary>
    public (Batch New, ImmutableArray<RepeatedRequest> Repeated) Divide(Batch batch)
    {
        if (!batch.HasIds) return (batch, []);
        var repeated = ImmutableArray.CreateBuilder<RepeatedRequest>();
        var first = new Dictionary<string, PendingRequest>();
        List<List<PendingRequest>> shares = [.. batch.Shares.Select(share => share.Where(IsNew).ToList())];
        return (new Batch(shares, batch.Traits), repeated.ToImmutable());

        bool IsNew(PendingRequest request)
        {
            if (request.Request.Id is not { } id) return true;
            var answer = Answers.Find(id);
            if (answer is null && first.TryAdd(id, request)) return true;
            repeated.Add(new RepeatedRequest(request, answer, first.GetValueOrDefault(id)));
            return false;
        }
    }

    /// <summary>Keeps the answers of an executed batch, and answers those that repeat.</summary>
    public void Keep(Batch executed, ImmutableArray<RepeatedRequest> repeated)
    {
        if (executed.HasIds)
        {
            foreach (var request in executed.Requests)
            {
                if (request.Request.Id is { } id) Answers.Add(id, request.Answer!);
            }
        }

        foreach (var (request, answer, first) in repeated) request.AnswerAs(answer ?? first!.Answer!);
    }
}

/// <summary>A request that repeats another one.</summary>
/// <param name="Answer">The answer, if it is known already.</param>
/// <param name="First">The first request of that id, if it is of the same batch.</param>
internal readonly record struct RepeatedRequest(PendingRequest Request, Answer? Answer, PendingRequest? First);
