using System.Collections.Concurrent;
using StateFlow.Interpreter.Values;

namespace StateFlow.Orleans.Grains;

/// <summary>The entities of an application that are active in this silo.</summary>
/// <remarks>
/// An entity is here from its first message on, which Orleans has brought to the only activation that there is, until it leaves the silo.
/// What is put into its mailbox afterwards goes the way that Orleans would send it now.
/// </remarks>
internal sealed class LocalEntities
{
    private readonly ConcurrentDictionary<EntityReference, Mailbox> _mailboxes = [];

    public Mailbox? Find(EntityReference entity) => _mailboxes.GetValueOrDefault(entity);

    public void Add(EntityReference entity, Mailbox mailbox) => _mailboxes[entity] = mailbox;

    /// <summary>Takes an entity out, unless another activation of it has come since.</summary>
    public void Remove(EntityReference entity, Mailbox mailbox) => _mailboxes.TryRemove(new KeyValuePair<EntityReference, Mailbox>(entity, mailbox));
}
