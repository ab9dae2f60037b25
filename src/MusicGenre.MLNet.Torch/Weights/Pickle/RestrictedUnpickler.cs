namespace MusicGenre.MLNet.Torch.Weights.Pickle;

/// <summary>
/// Interprets the part of the pickle language (protocols 2 to 5) that <c>torch.save(model.state_dict())</c> writes, and nothing else.
/// </summary>
/// <remarks>
/// A pickle is a program for a stack machine that can name and call anything. Here a name is data, and "calling" is known for five names
/// only, each done by this class (see <see cref="PyTorchGlobals"/>). Any other name or opcode ends the reading. Source: Python's
/// Lib/pickletools.py.
/// </remarks>
internal sealed class RestrictedUnpickler
{
    // Values and opcodes of a state dict: one of a thousand tensors takes thirty thousand.
    private const int MaximumSteps = 1_000_000;
    private static readonly object Mark = new();

    private readonly string _source;
    private readonly List<object?> _stack = [];
    private readonly Dictionary<int, object?> _memo = [];
    private int _steps;

    private RestrictedUnpickler(string source)
    {
        _source = source;
    }

    /// <summary>The value a pickle stands for: <see cref="PickleDictionary"/>, <see cref="PickleTensor"/>, text, numbers, lists and
    /// tuples.</summary>
    /// <param name="pickle">The bytes.</param>
    /// <param name="source">The file, for messages.</param>
    /// <exception cref="WeightsFormatException">It is damaged, or holds more than a plain state dict.</exception>
    public static object? Load(ReadOnlySpan<byte> pickle, string source)
        => new RestrictedUnpickler(source).Run(new PickleReader(pickle, source));

    private object? Run(PickleReader reader)
    {
        while (true)
        {
            byte opcode = reader.Byte();
            if (opcode == (byte)'.')
            {
                object? result = Pop(ref reader);
                return _stack.Count == 0 ? result : throw reader.Malformed("ends with values left over");
            }

            Step(opcode, ref reader);
            Count(1, ref reader);
        }
    }

    private void Count(int steps, ref PickleReader reader)
    {
        if (steps > MaximumSteps - _steps)
            throw reader.Malformed($"needs more than {MaximumSteps:N0} steps and values");
        _steps += steps;
    }

    private void Step(byte opcode, ref PickleReader reader)
    {
        switch (opcode)
        {
            case 0x80: // PROTO
                byte protocol = reader.Byte();
                if (protocol is < 2 or > 5)
                    throw reader.Malformed($"is of protocol {protocol}, known are 2 to 5");
                break;
            case 0x95: reader.Frame(); break; // FRAME
            case (byte)'(': _stack.Add(Mark); break; // MARK
            case (byte)'}': _stack.Add(new PickleDictionary()); break; // EMPTY_DICT
            case (byte)']': _stack.Add(new List<object?>()); break; // EMPTY_LIST
            case (byte)')': _stack.Add(new PickleTuple([])); break; // EMPTY_TUPLE
            case (byte)'t': _stack.Add(new PickleTuple(PopToMark(ref reader))); break; // TUPLE
            case 0x85: PushTuple(1, ref reader); break; // TUPLE1
            case 0x86: PushTuple(2, ref reader); break; // TUPLE2
            case 0x87: PushTuple(3, ref reader); break; // TUPLE3
            case (byte)'N': _stack.Add(null); break; // NONE
            case 0x88: _stack.Add(true); break; // NEWTRUE
            case 0x89: _stack.Add(false); break; // NEWFALSE
            case (byte)'K': _stack.Add((long)reader.Byte()); break; // BININT1
            case (byte)'M': _stack.Add((long)reader.UInt16()); break; // BININT2
            case (byte)'J': _stack.Add((long)reader.Int32()); break; // BININT
            case 0x8a: _stack.Add(reader.Long1()); break; // LONG1
            case (byte)'G': _stack.Add(reader.Double()); break; // BINFLOAT
            case (byte)'X': _stack.Add(reader.Text(reader.Int32())); break; // BINUNICODE
            case 0x8c: _stack.Add(reader.Text(reader.Byte())); break; // SHORT_BINUNICODE
            case (byte)'q': _memo[reader.Byte()] = Peek(ref reader); break; // BINPUT
            case (byte)'r': _memo[reader.Int32()] = Peek(ref reader); break; // LONG_BINPUT
            case 0x94: _memo[_memo.Count] = Peek(ref reader); break; // MEMOIZE
            case (byte)'h': PushMemo(reader.Byte(), ref reader); break; // BINGET
            case (byte)'j': PushMemo(reader.Int32(), ref reader); break; // LONG_BINGET
            default: StepWithObjects(opcode, ref reader); break;
        }
    }

    private void StepWithObjects(byte opcode, ref PickleReader reader)
    {
        switch (opcode)
        {
            case (byte)'c': // GLOBAL
                _stack.Add(PyTorchGlobals.Resolve(reader.Line(), reader.Line(), _source));
                break;
            case 0x93: // STACK_GLOBAL
                (object? name, object? module) = (Pop(ref reader), Pop(ref reader));
                _stack.Add(PyTorchGlobals.Resolve(module as string ?? "?", name as string ?? "?", _source));
                break;
            case (byte)'Q': // BINPERSID
                _stack.Add(PyTorchGlobals.Storage(Pop(ref reader))
                    ?? throw reader.Malformed("refers to something that is no tensor storage"));
                break;
            case (byte)'R': // REDUCE
                (object? arguments, object? callee) = (Pop(ref reader), Pop(ref reader));
                if (callee is not PickleGlobal global || arguments is not PickleTuple tuple)
                    throw reader.Malformed("calls something that is no function");
                // A list that was kept is copied by each call that is given it.
                Count(tuple.Items is [List<object?> copied] ? copied.Count : 0, ref reader);
                _stack.Add(PyTorchGlobals.Call(global, tuple)
                    ?? throw reader.Malformed($"gives {global.Name} arguments that it does not take"));
                break;
            case (byte)'b': // BUILD: torch.save gives an OrderedDict its attribute _metadata (versions of modules); nothing here needs it
                Pop(ref reader);
                if (Peek(ref reader) is not PickleDictionary)
                    throw reader.Malformed("sets the state of something that is no dictionary");
                break;
            case (byte)'s': // SETITEM
                (object? value, object? key) = (Pop(ref reader), Pop(ref reader));
                Dictionary(ref reader).Entries.Add((key, value));
                break;
            case (byte)'u': // SETITEMS
                object?[] pairs = PopToMark(ref reader);
                if (pairs.Length % 2 != 0)
                    throw reader.Malformed("sets a key without a value");
                for (int i = 0; i < pairs.Length; i += 2)
                    Dictionary(ref reader).Entries.Add((pairs[i], pairs[i + 1]));
                break;
            case (byte)'a': // APPEND
                object? item = Pop(ref reader);
                ListOnTop(ref reader).Add(item);
                break;
            case (byte)'e': // APPENDS
                object?[] items = PopToMark(ref reader);
                ListOnTop(ref reader).AddRange(items);
                break;
            default:
                throw new WeightsFormatException(
                    $"{_source}: the pickle uses opcode 0x{opcode:x2} (at byte {reader.Position - 1}), which no plain state dict needs; it "
                    + $"was refused and nothing was executed. Save the weights anew with torch.save(model.state_dict(), path).");
        }
    }

    private void PushTuple(int count, ref PickleReader reader)
    {
        var items = new object?[count];
        for (int i = count - 1; i >= 0; i--)
            items[i] = Pop(ref reader);
        _stack.Add(new PickleTuple(items));
    }

    private void PushMemo(int index, ref PickleReader reader) =>
        _stack.Add(_memo.TryGetValue(index, out object? value) ? value : throw reader.Malformed($"uses value {index} before it was kept"));

    private object? Peek(ref PickleReader reader) =>
        _stack.Count > 0 && !ReferenceEquals(_stack[^1], Mark) ? _stack[^1] : throw reader.Malformed("takes a value where there is none");

    private object? Pop(ref PickleReader reader)
    {
        object? top = Peek(ref reader);
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }

    private object?[] PopToMark(ref PickleReader reader)
    {
        int mark = _stack.LastIndexOf(Mark);
        if (mark < 0)
            throw reader.Malformed("ends a list that was not begun");
        object?[] items = [.. _stack[(mark + 1)..]];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return items;
    }

    private PickleDictionary Dictionary(ref PickleReader reader) =>
        Peek(ref reader) as PickleDictionary ?? throw reader.Malformed("sets an item of something that is no dictionary");

    private List<object?> ListOnTop(ref PickleReader reader) =>
        Peek(ref reader) as List<object?> ?? throw reader.Malformed("appends to something that is no list");
}
