using StateFlow.Interpreter.Values;

namespace StateFlow.OrleansWorkloads.Grains;

/// <summary>Values of requests as what hand-written code uses.</summary>
internal static class Values
{
    extension(Value value)
    {
        public long Number => ((IntValue)value).Value;

        public string Text => ((StringValue)value).Value;

        /// <summary>The key of the entity that the value refers to.</summary>
        public Value ReferredKey => ((EntityReference)value).Key;
    }
}
