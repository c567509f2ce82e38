using StateFlow.Interpreter.Values;
using StateFlow.Runtime;

namespace StateFlow.OrleansWorkloads.Accounts;

/// <summary>An account.</summary>
[GenerateSerializer]
internal sealed class AccountState
{
    [Id(0)]
    public long Balance { get; set; }

    [Id(1)]
    public string Data { get; set; } = "";

    public bool TryWithdraw(long amount)
    {
        if (Balance < amount) return false;
        Balance -= amount;
        return true;
    }

    public void Deposit(long amount) => Balance = checked(Balance + amount);

    public EntityRecord ToRecord(EntityReference entity) => new(entity, [entity.Key, IntValue.Of(Balance), new StringValue(Data)]);
}
