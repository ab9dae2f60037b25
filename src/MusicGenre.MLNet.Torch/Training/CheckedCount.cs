namespace MusicGenre.MLNet.Torch.Training;

/// <summary>Numbers of things in a file: a file that is right by its checksum may still have been made to ask for gigabytes.</summary>
internal static class CheckedCount
{
    /// <summary>Reads how many things follow.</summary>
    /// <param name="reader">Reads from a stream whose length is known.</param>
    /// <param name="leastBytes">The fewest bytes that one of them takes.</param>
    /// <exception cref="InvalidDataException">The rest of the file cannot hold so many.</exception>
    public static int Read(BinaryReader reader, int leastBytes)
    {
        int count = reader.ReadInt32();
        long most = (reader.BaseStream.Length - reader.BaseStream.Position) / leastBytes;
        return count >= 0 && count <= most ? count : throw new InvalidDataException($"it counts {count} where there is room for {most}");
    }
}
