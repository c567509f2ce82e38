using System.Diagnostics;
using System.Globalization;
using StateFlow.Runtime.Durability;

namespace StateFlow.Runtime.Tests.Durability;

public sealed class CrashTests : StoreFixture
{
    [Test]
    public async Task WhatIsAcknowledgedOutlivesTheProcess()
    {
        for (var kill = 0; kill < 4; kill++)
        {
            using var process = Start(limit: null);
            var acknowledged = 0L;
            for (var lines = 0; lines < 30 + 60 * kill; lines++)
            {
                if (await process.StandardOutput.ReadLineAsync() is { } line) acknowledged = Number(line);
            }

            process.Kill();
            acknowledged = Math.Max(acknowledged, await LastAsync(process));
            await AssertHoldsAsync(acknowledged);
        }
    }

    [Test]
    [Platform("Linux")]
    public async Task FullDiskIsReportedAndNothingAcknowledgedIsLost()
    {
        await using (Store.Open(Folder.Store, TestProgram.Shop))
        {
            // Created without a limit.
        }

        using var process = Start(limit: 200);
        var error = process.StandardError.ReadToEndAsync();
        var acknowledged = await LastAsync(process);
        Assert.That(await error, Does.Contain("fault: There is no room left"));
        Assert.That(process.ExitCode, Is.EqualTo(Appender.Reported));
        Assert.That(acknowledged, Is.Positive);
        await AssertHoldsAsync(acknowledged);
    }

    private static long Number(string line) => long.Parse(line, CultureInfo.InvariantCulture);

    private static async Task<long> LastAsync(Process process)
    {
        var last = 0L;
        while (await process.StandardOutput.ReadLineAsync() is { } line) last = Number(line);
        await process.WaitForExitAsync();
        return last;
    }

    private Process Start(int? limit) => ChildProcess.Start(limit, "append", Folder.Store);

    private async Task AssertHoldsAsync(long acknowledged)
    {
        await using var store = Store.Open(Folder.Store, TestProgram.Shop);
        Assert.That(store.DurableBatch, Is.GreaterThanOrEqualTo(acknowledged));
        var expected = store.Snapshot.Batch + 1;
        foreach (var batch in store.ReadLog())
        {
            Assert.That(StoredContents.Show(batch), Is.EqualTo(StoredContents.Show(TestProgram.Batch(expected))));
            expected++;
        }

        Assert.That(expected - 1, Is.EqualTo(store.DurableBatch));
        var stocks = store.Snapshot.Entities.Select(record => record.Fields[1].ToString()).Distinct();
        if (store.Snapshot.Batch > 0) Assert.That(stocks, Is.EqualTo([store.Snapshot.Batch.ToString(CultureInfo.InvariantCulture)]));
    }
}
