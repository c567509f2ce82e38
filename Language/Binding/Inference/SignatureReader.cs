using StateFlow.Language.IR;

namespace StateFlow.Language.Binding.Inference;

/// <summary>Reads the library's signatures: <c>('a -> 'b) -> 'a list -> 'b list</c>.</summary>
internal ref struct SignatureReader
{
    private readonly ReadOnlySpan<char> _text;
    private int _position;

    private SignatureReader(string text) => _text = text;

    public static DataType Read(string signature)
    {
        var reader = new SignatureReader(signature);
        return reader.ReadFunction();
    }

    private DataType ReadFunction()
    {
        var parameter = ReadTuple();
        return Accept("->") ? new FunctionType(parameter, ReadFunction()) : parameter;
    }

    private DataType ReadTuple()
    {
        var first = ReadPostfix();
        if (!Accept("*")) return first;
        var items = ImmutableArray.CreateBuilder<DataType>();
        items.Add(first);
        do items.Add(ReadPostfix());
        while (Accept("*"));
        return new TupleType(new Sequence<DataType>(items.ToImmutable()));
    }

    private DataType ReadPostfix()
    {
        var type = ReadAtom();
        while (true)
        {
            if (Accept("list")) type = new ListType(type);
            else if (Accept("option")) type = new OptionType(type);
            else if (Accept("call")) type = new CallType(type);
            else return type;
        }
    }

    private DataType ReadAtom()
    {
        if (Accept("("))
        {
            var type = ReadFunction();
            Accept(")");
            return type;
        }

        if (Accept("'")) return new TypeParameter(ReadName());
        switch (ReadName())
        {
            case "Map":
                Accept("<");
                var key = ReadFunction();
                Accept(",");
                var value = ReadFunction();
                Accept(">");
                return new MapType(key, value);
            case "Set":
                Accept("<");
                var item = ReadFunction();
                Accept(">");
                return new SetType(item);
            case var name:
                return new PrimitiveType(name);
        }
    }

    private string ReadName()
    {
        SkipBlanks();
        var start = _position;
        while (_position < _text.Length && char.IsLetterOrDigit(_text[_position])) _position++;
        return _text[start.._position].ToString();
    }

    private bool Accept(string token)
    {
        SkipBlanks();
        if (!_text[_position..].StartsWith(token)) return false;
        _position += token.Length;
        return true;
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length && _text[_position] == ' ') _position++;
    }
}
