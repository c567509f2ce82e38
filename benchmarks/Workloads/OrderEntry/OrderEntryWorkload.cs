using StateFlow.Interpreter.Values;
using StateFlow.Language.IR;
using StateFlow.Runtime;

namespace StateFlow.Workloads.OrderEntry;

/// <summary>New orders and payments; keys are those of stock.</summary>
internal sealed class OrderEntryWorkload() : Workload<OrderEntryRequest>("tpcc", "a small TPC-C: 50 % new orders, 50 % payments", "tpcc.sf")
{
    protected override IEnumerable<EntityRequest> Loading(WorkloadOptions options)
    {
        var size = OrderEntrySize.Of(options);
        for (var item = 0L; item < size.Items; item++) yield return Creation("Item", item, IntValue.Of(OrderEntrySize.Price(item)));
        for (var warehouse = 0L; warehouse < size.Warehouses; warehouse++)
        {
            yield return Creation("Warehouse", warehouse, IntValue.Of(OrderEntrySize.WarehouseTax(warehouse)));
            for (var item = 0L; item < size.Items; item++)
                yield return Creation("Stock", OrderEntrySize.StockKey(warehouse, item), IntValue.Of(OrderEntrySize.Quantity(item)));
        }

        for (var district = 0L; district < size.Districts; district++)
            yield return Creation("District", district, Reference("Warehouse", OrderEntrySize.WarehouseOf(district)), IntValue.Of(OrderEntrySize.DistrictTax(district)));
        for (var customer = 0L; customer < size.Customers; customer++)
        {
            yield return Creation(
                "Customer", customer, Reference("District", OrderEntrySize.DistrictOf(customer)), IntValue.Of(OrderEntrySize.Discount(customer)), IntValue.Of(OrderEntrySize.CreditLimit));
        }
    }

    protected override OrderEntryRequest[] Requests(WorkloadOptions options) => OrderEntryRequests.Generate(OrderEntrySize.Of(options), options);

    protected override EntityRequest Translate(in OrderEntryRequest request)
    {
        var customer = Reference("Customer", request.Customer);
        if (request.Lines is not { } lines) return new InvokeRequest(customer, "Customer.Payment", [IntValue.Of(request.Amount)]);

        var definition = Definition(Program, "Request");
        var values = lines.Select(line => new RecordValue(definition, [IntValue.Of(line.Item), IntValue.Of(line.Supplier), IntValue.Of(line.Quantity)]));
        return new InvokeRequest(Reference("District", OrderEntrySize.DistrictOf(request.Customer)), "District.NewOrder", [customer, ListValue.From(values)]);
    }

    protected override IBenchmarkTarget Direct(WorkloadOptions options, OrderEntryRequest[] requests) =>
        new OrderEntryDirect(OrderEntrySize.Of(options), requests, Definition(Program, "OrderLine"));

    protected override IBenchmarkTarget HandSplit(WorkloadOptions options, OrderEntryRequest[] requests, int partitions) =>
        new OrderEntryHandSplit(OrderEntrySize.Of(options), requests, partitions, Definition(Program, "OrderLine"));

    private static RecordDefinition Definition(Program program, string name) =>
        program.Types.OfType<RecordDefinition>().Single(definition => definition.Name == name);

    private static CreateRequest Creation(string entity, long id, params Value[] arguments) => new(Reference(entity, id), [IntValue.Of(id), .. arguments]);

    private static EntityReference Reference(string entity, long id) => new(entity, IntValue.Of(id));
}
