using StateFlow.Interpreter.Values;
using StateFlow.Runtime;

namespace StateFlow.Workloads.Shop;

/// <summary>An item of the hand-written programs.</summary>
internal sealed class Item(string name, long price, long stock)
{
    private long _stock = stock;

    public string Name => name;

    public long Price => price;

    public bool UpdateStock(long amount)
    {
        if (_stock + amount < 0) return false;
        _stock += amount;
        return true;
    }

    public EntityRecord ToRecord() => new(
        new EntityReference("Item", new StringValue(name)), [new StringValue(name), IntValue.Of(_stock), IntValue.Of(price)]);
}

/// <summary>A user of the hand-written programs.</summary>
internal sealed class User(string name, long balance)
{
    private long _balance = balance;

    public string Name => name;

    public bool CanPay(long total) => _balance >= total;

    public void Pay(long total) => _balance -= total;

    public bool BuyItem(long amount, Item item)
    {
        var total = checked(amount * item.Price);
        if (!CanPay(total) || !item.UpdateStock(-amount)) return false;
        Pay(total);
        return true;
    }

    public EntityRecord ToRecord() => new(new EntityReference("User", new StringValue(name)), [new StringValue(name), IntValue.Of(_balance)]);
}
