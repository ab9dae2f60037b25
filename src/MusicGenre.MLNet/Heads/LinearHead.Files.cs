using System.Runtime.InteropServices;

namespace MusicGenre.MLNet.Heads;

/// <content>The head as bytes, so that a model file can be opened without ML.NET: number of genres and of an embedding's values (4 bytes each), offsets, scales, weights [genres × values], biases; all little-endian.</content>
internal sealed partial class LinearHead
{
    public byte[] ToBytes()
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(Genres);
        writer.Write(EmbeddingSize);
        foreach (float[] values in (float[][])[_offset, _scale, .. _weights, _biases])
            writer.Write(MemoryMarshal.AsBytes(values.AsSpan()));
        writer.Flush();
        return bytes.ToArray();
    }

    /// <exception cref="InvalidDataException">The bytes are no head.</exception>
    public static LinearHead FromBytes(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        (int genres, int size) = bytes.Length < 2 * sizeof(int) ? (0, 0) : (reader.ReadInt32(), reader.ReadInt32());
        if (genres <= 0 || size <= 0 || bytes.LongLength != 2 * sizeof(int) + sizeof(float) * (size * (2L + genres) + genres))
            throw new InvalidDataException("The head inside the model file is incomplete.");
        return new LinearHead(Floats(size), Floats(size), [.. Enumerable.Range(0, genres).Select(_ => Floats(size))], Floats(genres));

        float[] Floats(int count)
        {
            var values = new float[count];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }
    }
}
