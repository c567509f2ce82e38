using System.Text.Json;

namespace StateFlow.Jupyter.Wire;

/// <summary>A message that was received and is signed as it should be.</summary>
/// <param name="Identities">The way back to the sender.</param>
internal sealed record Message(ImmutableArray<byte[]> Identities, MessageHeader Header, JsonElement Content);
