using StateFlow.Language.Syntax;

namespace StateFlow.Language.Binding;

// SF04xx: entities, members and statements.
internal static partial class BindingDiagnostics
{
    public static Diagnostic MissingKey(string entity, SourceSpan span) =>
        Error("SF0401", $"the entity `{entity}` has no key: add a line `key` with one of its parameters", span);

    public static Diagnostic SecondKey(string entity, SourceSpan span) =>
        Error("SF0402", $"the entity `{entity}` has a key already: remove this line", span);

    public static Diagnostic UnknownKeyParameter(string entity, string name, string? suggestion, SourceSpan span) =>
        Error("SF0403", $"the key must be a parameter of `{entity}`, found `{name}`{DidYouMean(suggestion)}", span);

    public static Diagnostic KeyType(string name, string found, SourceSpan span) =>
        Error("SF0404", $"the key `{name}` must be a `string` or an `int`, found {found}", span);

    public static Diagnostic DuplicateMember(string entity, string name, SourceSpan span) =>
        Error("SF0405", $"`{entity}` already has a member `{name}`: members cannot be overloaded", span);

    public static Diagnostic DuplicateField(string entity, string name, SourceSpan span) =>
        Error("SF0406", $"`{entity}` already has a field or parameter `{name}`", span);

    public static Diagnostic MissingAnnotation(string what, string example, SourceSpan span) =>
        Error("SF0407", $"the type of {what} must be written, as in `{example}`", span);

    public static Diagnostic UnknownAttribute(string name, string? suggestion, SourceSpan span) =>
        Error("SF0408", $"the attribute `{name}` is not known{DidYouMean(suggestion)}", span);

    public static Diagnostic PrivateMember(string entity, string name, SourceSpan span) =>
        Error("SF0409", $"`{name}` is private to `{entity}`: it can be called on `this` only", span);

    public static Diagnostic FunctionStored(string what, string found, SourceSpan span) =>
        Error("SF0410", $"a function cannot be stored or sent: {what} has type {found}", span);

    public static Diagnostic CallStored(string what, string found, SourceSpan span) =>
        Error("SF0411", $"a started call cannot be stored or sent, and {what} has type {found}: wait for it and use its result", span);

    public static Diagnostic ScriptOnly(string name, SourceSpan span) =>
        Error("SF0412", $"`{name}` is for scripts: a member sends calls at once with `let! ... and! ...`", span);

    public static Diagnostic NotAnEntityCall(string construct, SourceSpan span) =>
        Error("SF0413", $"`{construct}` needs a call on another entity: a method, a property, a creation or `Exists`", span);

    public static Diagnostic AssignToKey(string name, SourceSpan span) =>
        Error("SF0414", $"`{name}` is the key and can never change", span);

    public static Diagnostic AssignToImmutable(string name, SourceSpan span) =>
        Error("SF0415", $"`{name}` cannot be assigned to: declare it with `let mutable {name}`", span);

    public static Diagnostic AssignToParameter(string name, SourceSpan span) =>
        Error("SF0416", $"the parameter `{name}` cannot be assigned to: copy it with `let mutable`", span);

    public static Diagnostic AssignToMember(string name, bool isField, SourceSpan span) =>
        Error("SF0417", isField ? $"a field is assigned by its bare name: write `{name} <- ...`" : $"`{name}` cannot be assigned to: write a member that changes a `let mutable` field", span);

    public static Diagnostic NotAssignable(string what, string cure, SourceSpan span) =>
        Error("SF0418", $"{what} cannot be assigned to: {cure}", span);

    public static Diagnostic FieldThroughSelf(string name, SourceSpan span) =>
        Error("SF0419", $"a field is read by its bare name: write `{name}`", span);

    public static Diagnostic FieldOfOther(string entity, string name, SourceSpan span) =>
        Error("SF0420", $"`{name}` is a field of `{entity}`, which only its own members see: add a member that gives it", span);

    public static Diagnostic MethodWithoutArguments(string name, int parameters, SourceSpan span) =>
        Error("SF0421", $"`{name}` is a method: call it with {(parameters == 0 ? $"`{name}()`" : Count(parameters, "argument"))}", span);

    public static Diagnostic PropertyWithArguments(string name, SourceSpan span) =>
        Error("SF0422", $"`{name}` is a property: read it as `{name}`, without arguments", span);

    public static Diagnostic CapturedMutable(string name, SourceSpan span) =>
        Error("SF0423", $"the mutable `{name}` cannot be used inside a lambda or a local function: copy it with `let` first", span);

    public static Diagnostic GenericState(string what, SourceSpan span) =>
        Error("SF0424", $"{what} cannot be generic: write a concrete type", span);

    public static Diagnostic NestedTooDeeply(SourceSpan span) =>
        Error("SF0425", "this code is nested too deeply: name parts of it with `let`", span);

    public static Diagnostic UnfinishedBlock(SourceSpan span, bool isAtEnd) =>
        Error("SF0426", "a block must end with an expression, found a `let`: add the value after it", span) with { IsIncomplete = isAtEnd };

    public static Diagnostic YieldOutsideList(SourceSpan span) =>
        Error("SF0427", "`yield` can only stand inside a list, as in `[for x in xs do yield x]`", span);

    public static Diagnostic ParameterPattern(SourceSpan span) =>
        Error("SF0428", "an entity's parameter must be a name", span);

    public static Diagnostic StartNotApplied(SourceSpan span) =>
        Error("SF0429", "`start` is not a value: apply it to a call, as in `start (item.Next())`", span);
}
