using StateFlow.Http.Json;

namespace StateFlow.Http.Requests;

/// <summary>Answers with a problem.</summary>
internal sealed class ProblemResult(ProblemException problem) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = problem.Status;
        response.ContentType = ProblemException.ContentType;
        foreach (var (name, value) in problem.Headers) response.Headers[name] = value;
        return response.WriteAsync(ValueWriter.Text(problem.ToJson()), httpContext.RequestAborted);
    }
}
