using StateFlow.Language.IR;
using StateFlow.Language.Lowering.Normal;

namespace StateFlow.Language.Lowering.Printing;

/// <summary>Writes the head of a method.</summary>
internal static class SignatureNotation
{
    public static string Write(MethodSignature signature)
    {
        var parameters = signature.Kind == MethodKind.Property
            ? ""
            : $"({string.Join(", ", signature.Parameters.Select(parameter => $"{parameter.Name}: {parameter.Type}"))})";
        var marks = (signature.IsTransactional ? " transactional" : "") + (signature.CanWait ? " waits" : "");
        return $"{signature.Kind.ToString().ToLowerInvariant()} {signature.Name}{parameters} : {signature.Result}{marks}";
    }

    public static string Write(Method method) => Write(new MethodSignature(
        method.Name, method.Kind, method.IsPrivate, method.IsTransactional, method.CanWait, [.. method.Parameters], method.Result, method.Span));
}
