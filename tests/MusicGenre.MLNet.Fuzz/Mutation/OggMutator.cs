using System.Buffers.Binary;

namespace MusicGenre.MLNet.Fuzz.Mutation;

/// <summary>Damages Ogg files by their pages, with checksums that are right again.</summary>
internal static class OggMutator
{
    private const int HeaderBytes = 27, ChecksumPlace = 22, LacesPlace = 26;

    public static byte[] Mutate(Dice dice, byte[] file)
    {
        if (dice.OneIn(4))
            return ByteMutator.Mutate(dice, file);
        List<byte[]> pages = Pages(file);
        for (int rounds = dice.Rounds(); rounds > 0 && pages.Count > 0; rounds--)
            Once(dice, pages);
        foreach (byte[] page in pages)
            if (!dice.OneIn(16))
                Seal(page);
        byte[] bytes = [.. pages.SelectMany(page => page)];
        return bytes.Length <= ByteMutator.MostBytes ? bytes : bytes[..ByteMutator.MostBytes];
    }

    /// <summary>Makes a page of one packet.</summary>
    /// <param name="packet">The packet.</param>
    /// <param name="flags">1 for a continued packet, 2 for the first page, 4 for the last.</param>
    /// <param name="granule">The position in samples.</param>
    /// <param name="sequence">The number of the page.</param>
    public static byte[] Page(byte[] packet, byte flags, long granule, int sequence)
    {
        byte[] laces = [.. Enumerable.Repeat((byte)255, packet.Length / 255), (byte)(packet.Length % 255)];
        byte[] page = [.. "OggS\0"u8, flags, .. new byte[20], (byte)laces.Length, .. laces, .. packet];
        BinaryPrimitives.WriteInt64LittleEndian(page.AsSpan(6), granule);
        BinaryPrimitives.WriteInt32LittleEndian(page.AsSpan(14), 1);
        BinaryPrimitives.WriteInt32LittleEndian(page.AsSpan(18), sequence);
        Seal(page);
        return page;
    }

    private static void Once(Dice dice, List<byte[]> pages)
    {
        int at = dice.Next(pages.Count);
        byte[] page = [.. pages[at]];
        switch (dice.Next(9))
        {
            case 0: pages.RemoveAt(at); return;
            case 1: pages.Insert(dice.Next(pages.Count + 1), page); return;
            case 2: (pages[at], pages[0]) = (pages[0], page); return;
            case 3: page[5] = (byte)dice.Next(8); break;
            // The position, the stream's number, the page's.
            case 4: ByteMutator.WriteNumber(dice, page.AsSpan(0, ChecksumPlace), dice.Between(6, 21)); break;
            case 5:
                // Other bounds of the packets in the same bytes.
                if (page[LacesPlace] > 0)
                    page[HeaderBytes + dice.Next(page[LacesPlace])] = dice.Byte();
                break;
            default:
                int body = Math.Min(page.Length, HeaderBytes + page[LacesPlace]);
                byte[] damaged = ByteMutator.Once(dice, page[body..]);
                damaged.AsSpan(0, Math.Min(damaged.Length, page.Length - body)).CopyTo(page.AsSpan(body));
                break;
        }
        pages[at] = page;
    }

    private static void Seal(byte[] page)
    {
        if (page.Length < HeaderBytes)
            return;
        page.AsSpan(ChecksumPlace, 4).Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(page.AsSpan(ChecksumPlace), Checksums.Ogg(page));
    }

    private static List<byte[]> Pages(byte[] file)
    {
        var pages = new List<byte[]>();
        for (int at = 0; at < file.Length;)
        {
            int next = file.AsSpan(at + 1).IndexOf("OggS\0"u8);
            int end = next < 0 ? file.Length : at + 1 + next;
            pages.Add(file[at..end]);
            at = end;
        }
        return pages;
    }
}
