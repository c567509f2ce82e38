using StateFlow.Language.Binding.BoundTree;
using StateFlow.Language.Binding.Symbols;

namespace StateFlow.Language.Lowering;

/// <summary>The variables that a pattern binds.</summary>
internal static class PatternVariables
{
    public static IEnumerable<ValueSymbol> Of(BoundPattern pattern) => pattern switch
    {
        BoundVariablePattern variable => [variable.Variable],
        BoundAsPattern @as => Of(@as.Pattern).Append(@as.Variable),
        BoundTuplePattern tuple => tuple.Items.SelectMany(Of),
        BoundConsPattern cons => Of(cons.Head).Concat(Of(cons.Tail)),
        BoundSomePattern some => Of(some.Item),
        BoundCasePattern @case => @case.Fields.SelectMany(Of),
        BoundRecordPattern record => record.Fields.SelectMany(field => Of(field.Pattern)),
        BoundOrPattern or => Of(or.Left),
        BoundFailurePattern failure => Of(failure.Message),
        _ => [],
    };
}
