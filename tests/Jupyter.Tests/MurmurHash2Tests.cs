using System.Buffers.Binary;
using System.Text;
using StateFlow.Jupyter.Debugging;

namespace StateFlow.Jupyter.Tests;

/// <summary>Hosts compute the same hashes.</summary>
public sealed class MurmurHash2Tests
{
    /// <summary>The number that the hash's own test suite, SMHasher, has for it: the hash of the hashes of 256 keys.</summary>
    [Test]
    public void IsTheKnownHash()
    {
        var hashes = new byte[256 * sizeof(uint)];
        byte[] key = [.. Enumerable.Range(0, 256).Select(number => (byte)number)];
        for (var length = 0; length < 256; length++)
            BinaryPrimitives.WriteUInt32LittleEndian(hashes.AsSpan(length * sizeof(uint)), MurmurHash2.Of(key.AsSpan(0, length), (uint)(256 - length)));

        Assert.That(MurmurHash2.Of(hashes, 0), Is.EqualTo(0x27864C1E));
    }

    /// <summary>Numbers from another implementation, over UTF-8.</summary>
    [TestCase("", 3990065800u)]
    [TestCase("abc", 3350977461u)]
    [TestCase("1 + 1", 2359671083u)]
    [TestCase("let x = 20\nx + 1", 3310967276u)]
    [TestCase("\"🍏\" + name", 1968950580u)]
    public void OfCells(string cell, uint hash) => Assert.That(MurmurHash2.Of(Encoding.UTF8.GetBytes(cell), CellFiles.HashSeed), Is.EqualTo(hash));
}
