using System.Text;

namespace MusicGenre.MLNet.Fuzz.Mutation;

/// <summary>Damages PyTorch's zips: the program in their pickle, the tensors' bytes, the entries.</summary>
internal static class PickleMutator
{
    // Opcodes of Python's pickletools, known to the reader or not, and names that it may resolve or must not.
    private static readonly byte[][] Pieces =
    [
        [(byte)'('], [(byte)'}'], [(byte)']'], [(byte)')'], [(byte)'t'], [0x85], [0x86], [0x87], [(byte)'N'], [0x88], [0x89], [(byte)'Q'],
        [(byte)'R'],
        [(byte)'b'], [(byte)'s'], [(byte)'u'], [(byte)'a'], [(byte)'e'], [(byte)'.'], [0x93], [0x94], [(byte)'q', 0], [(byte)'h', 0],
        [(byte)'K', 7],
        [0x8a, 8, 0, 0, 0, 0, 0, 0, 0, 0x80], [0x8a, 1, 0xFF], [(byte)'G', 0x7F, 0xF0, 0, 0, 0, 0, 0, 0], [0x95, 8, 0, 0, 0, 0, 0, 0, 0],
            [0x80, 4],
        [(byte)'i'], [(byte)'o'], [0x81], [0x92], [(byte)'I', (byte)'1', (byte)'\n'], [0x8c, 1, (byte)'x'], [(byte)'0'], [(byte)'2'],
        [0x8f], [0x90],
        Encoding.ASCII.GetBytes("cos\nsystem\n"), Encoding.ASCII.GetBytes("ccollections\nOrderedDict\n"),
        Encoding.ASCII.GetBytes("cbuiltins\neval\n"),
        Encoding.ASCII.GetBytes("ctorch\nFloatStorage\n"), Encoding.ASCII.GetBytes("ctorch._utils\n_rebuild_tensor_v2\n"),
        Encoding.ASCII.GetBytes("ctorch._utils\n_rebuild_parameter\n"), Encoding.ASCII.GetBytes("X\u0002\0\0\0ab"),
    ];

    public static byte[] Mutate(Dice dice, byte[] file)
    {
        if (dice.OneIn(6))
            return ByteMutator.Mutate(dice, file);
        List<(string Name, byte[] Data)> entries = ZipParts.Read(file);
        for (int rounds = dice.Rounds(); rounds > 0 && entries.Count > 0; rounds--)
        {
            if (dice.OneIn(8))
            {
                ZipParts.MutateList(dice, entries);
                continue;
            }
            int at = dice.OneIn(6) ? dice.Next(entries.Count) : 0;
            (string name, byte[] data) = entries[at];
            entries[at] = (name, dice.OneIn(2) ? Insert(dice, data) : ByteMutator.Once(dice, [.. data]));
        }
        return ZipParts.Write(entries);
    }

    private static byte[] Insert(Dice dice, byte[] pickle)
    {
        int at = dice.Next(pickle.Length + 1);
        byte[] piece = dice.Pick(Pieces);
        int times = dice.OneIn(30) ? dice.Next(20_000) : 1 + dice.Next(2);
        return [.. pickle[..at], .. Enumerable.Repeat(piece, times).SelectMany(one => one), .. pickle[at..]];
    }
}
