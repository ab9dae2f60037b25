using MusicGenre.MLNet.Audio.Compressed;

namespace MusicGenre.MLNet.Fuzz.Mutation;

/// <summary>Damages mp3 files by their frames and tags.</summary>
internal static class Mp3Mutator
{
    public static byte[] Mutate(Dice dice, byte[] file)
    {
        if (dice.OneIn(4))
            return ByteMutator.Mutate(dice, file);
        List<byte[]> frames = Frames(file);
        for (int rounds = dice.Rounds(); rounds > 0; rounds--)
            Once(dice, frames);
        byte[] bytes = [.. frames.SelectMany(frame => frame)];
        return bytes.Length <= ByteMutator.MostBytes ? bytes : bytes[..ByteMutator.MostBytes];
    }

    private static void Once(Dice dice, List<byte[]> frames)
    {
        if (frames.Count == 0)
        {
            frames.Add(Tag(dice));
            return;
        }
        int at = dice.OneIn(3) ? 0 : dice.Next(frames.Count);
        byte[] frame = [.. frames[at]];
        switch (dice.Next(9))
        {
            case 0: frames.RemoveAt(at); return;
            case 1: frames.Insert(at, frame); return;
            case 2: frames.Insert(dice.OneIn(2) ? 0 : at, Tag(dice)); return;
            case 3 when frame.Length > 4: frame[dice.Between(1, 3)] ^= (byte)(1 << dice.Next(8)); break;
            // The side information, the tag of Xing, the lengths of what follows.
            case 4 or 5: ByteMutator.WriteNumber(dice, frame, dice.Next(Math.Min(frame.Length, 64))); break;
            default: frame = ByteMutator.Once(dice, frame); break;
        }
        frames[at] = frame;
    }

    private static byte[] Tag(Dice dice)
    {
        int size = dice.OneIn(4) ? (int)dice.Number() : dice.Next(60);
        byte[] content = dice.Bytes(dice.Next(60));
        return dice.Next(4) switch
        {
            0 => [.. "ID3"u8, 4, 0, (byte)dice.Pick(0, 0x10, 0xFF), (byte)(size >> 21), (byte)(size >> 14), (byte)(size >> 7), (byte)size,
                .. content],
            1 => [.. "APETAGEX"u8, 0xD0, 7, 0, 0, .. BitConverter.GetBytes(size), .. new byte[16], .. content],
            2 => [.. "TAG"u8, .. dice.Bytes(125)],
            _ => content,
        };
    }

    private static List<byte[]> Frames(byte[] file)
    {
        var frames = new List<byte[]>();
        for (int at = 0; at < file.Length;)
        {
            int length = Mp3Header.TryRead(file.AsSpan(at), out Mp3Header header) && !header.IsFreeFormat
                ? header.FrameBytes
                : Math.Max(1, file.AsSpan(at + 1).IndexOf((byte)0xFF) + 1);
            length = Math.Clamp(length, 1, file.Length - at);
            frames.Add(file[at..(at + length)]);
            at += length;
        }
        return frames;
    }
}
