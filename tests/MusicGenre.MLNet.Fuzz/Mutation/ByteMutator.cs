using System.Buffers.Binary;

namespace MusicGenre.MLNet.Fuzz.Mutation;

/// <summary>Damages bytes of which nothing is known.</summary>
internal static class ByteMutator
{
    /// <summary>No input is longer.</summary>
    public const int MostBytes = 1 << 18;

    /// <summary>Makes a damaged copy.</summary>
    public static byte[] Mutate(Dice dice, ReadOnlySpan<byte> whole)
    {
        byte[] bytes = whole.ToArray();
        for (int rounds = dice.Rounds(); rounds > 0; rounds--)
            bytes = Once(dice, bytes);
        return bytes.Length <= MostBytes ? bytes : bytes[..MostBytes];
    }

    /// <summary>Damages a copy once.</summary>
    public static byte[] Once(Dice dice, byte[] bytes)
    {
        if (bytes.Length == 0)
            return dice.Bytes(dice.Next(16));
        int at = dice.Next(bytes.Length), length = Math.Min(bytes.Length - at, 1 + dice.Next(dice.OneIn(4) ? 1_000 : 16));
        switch (dice.Next(11))
        {
            case 0:
                bytes[at] ^= (byte)(1 << dice.Next(8));
                return bytes;
            case 1:
                bytes[at] = dice.Byte();
                return bytes;
            case 2 or 3:
                WriteNumber(dice, bytes, at);
                return bytes;
            case 4:
                return [.. bytes[..at], .. bytes[(at + length)..]];
            case 5:
                return [.. bytes[..(at + length)], .. bytes[at..]];
            case 6:
                return [.. bytes[..at], .. dice.Bytes(length), .. bytes[at..]];
            case 7:
                bytes.AsSpan(at, length).Fill(dice.Pick<byte>(0, 0xFF, 0x80, dice.Byte()));
                return bytes;
            case 8:
                return bytes[..at];
            case 9:
                bytes.AsSpan(dice.Next(bytes.Length - length + 1), length).ToArray().CopyTo(bytes, at);
                return bytes;
            default:
                bytes[at] += (byte)dice.Between(-4, 4);
                return bytes;
        }
    }

    /// <summary>Writes a number of 2, 4 or 8 bytes over what is there, mostly where such a number may stand.</summary>
    public static void WriteNumber(Dice dice, Span<byte> bytes, int at)
    {
        int size = dice.Pick(2, 4, 4, 8);
        if (bytes.Length < size)
            return;
        at = Math.Min(dice.OneIn(4) ? at : at - (at % size), bytes.Length - size);
        Span<byte> number = stackalloc byte[8];
        long value = dice.Number();
        if (dice.OneIn(2))
        {
            BinaryPrimitives.WriteInt64LittleEndian(number, value);
            number[..size].CopyTo(bytes[at..]);
        }
        else
        {
            BinaryPrimitives.WriteInt64BigEndian(number, value);
            number[^size..].CopyTo(bytes[at..]);
        }
    }
}
