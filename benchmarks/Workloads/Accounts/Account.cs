using StateFlow.Interpreter.Values;
using StateFlow.Runtime;

namespace StateFlow.Workloads.Accounts;

/// <summary>An account of the hand-written programs.</summary>
internal sealed class Account(long id)
{
    private long _balance = AccountWorkload.Opening;

    public string Data { get; set; } = "";

    public bool TryWithdraw(long amount)
    {
        if (_balance < amount) return false;
        _balance -= amount;
        return true;
    }

    public void Deposit(long amount) => _balance = checked(_balance + amount);

    public bool Transfer(long amount, Account target)
    {
        if (!TryWithdraw(amount)) return false;
        target.Deposit(amount);
        return true;
    }

    public EntityRecord ToRecord() =>
        new(new EntityReference(AccountWorkload.Entity, IntValue.Of(id)), [IntValue.Of(id), IntValue.Of(_balance), new StringValue(Data)]);
}
