using StateFlow.Interpreter.Execution;
using StateFlow.Interpreter.Values;

namespace StateFlow.Orleans.Protocol;

/// <summary>What a machine cannot know by itself.</summary>
/// <param name="Now">The time, in ticks of UTC.</param>
/// <param name="NewId">An id that nobody has been given before.</param>
/// <param name="Report">Is told of events that could not be executed, for a reason that is not the program's.</param>
internal sealed record MachineEnvironment(Func<long> Now, Func<EventId> NewId, Action<EntityReference, Event, Exception> Report);
