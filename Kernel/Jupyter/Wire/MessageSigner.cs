using System.Security.Cryptography;
using System.Text;

namespace StateFlow.Jupyter.Wire;

/// <summary>Signs messages with the key that the host has chosen, and checks that others have.</summary>
/// <param name="key">Empty if nothing is signed.</param>
internal sealed class MessageSigner(string key)
{
    /// <summary>The only scheme there is: <c>signature_scheme</c> of a connection file.</summary>
    public const string Scheme = "hmac-sha256";

    private const int RememberedSignatures = 65_536;

    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Queue<string> _seenInOrder = new();

    /// <summary>The signature of the parts of a message, as it is sent.</summary>
    public byte[] Sign(ReadOnlySpan<byte[]> parts)
    {
        if (_key.Length == 0) return [];
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (var part in parts) hash.AppendData(part);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>Accepts a message once. Called by one thread at a time.</summary>
    /// <exception cref="MalformedMessageException">It is not signed with the key, or it has been accepted before.</exception>
    public void Accept(byte[] signature, ReadOnlySpan<byte[]> parts)
    {
        if (_key.Length == 0) return;
        if (signature.Length == 0) throw new MalformedMessageException("it is not signed");
        if (!CryptographicOperations.FixedTimeEquals(signature, Sign(parts))) throw new MalformedMessageException("its signature is wrong");

        var text = Encoding.ASCII.GetString(signature);
        if (!_seen.Add(text)) throw new MalformedMessageException("its signature has been used before");
        _seenInOrder.Enqueue(text);
        if (_seenInOrder.Count > RememberedSignatures) _seen.Remove(_seenInOrder.Dequeue());
    }
}
