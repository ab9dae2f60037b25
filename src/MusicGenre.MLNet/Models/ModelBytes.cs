namespace MusicGenre.MLNet.Models;

/// <summary>Takes a model file into memory, and no more than <see cref="InputLimits.MaxModelBytes"/>.</summary>
internal static class ModelBytes
{
    private const int BlockSize = 1 << 16;

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The stream; left open.</param>
    /// <param name="where">The file's path, for messages.</param>
    /// <exception cref="ModelFileException">There is more than a model may have.</exception>
    public static byte[] Read(Stream stream, string where)
    {
        var whole = new Whole(stream, where);
        var block = new byte[BlockSize];
        for (int read = stream.Read(block); read > 0; read = stream.Read(block))
            whole.Add(block.AsSpan(0, read));
        return whole.ToArray();
    }

    /// <summary>Reads a stream to its end, asynchronously only.</summary>
    /// <param name="stream">The stream; left open.</param>
    /// <param name="where">The file's path, for messages.</param>
    /// <param name="cancellationToken">Stops between two blocks.</param>
    /// <exception cref="ModelFileException">There is more than a model may have.</exception>
    public static async Task<byte[]> ReadAsync(Stream stream, string where, CancellationToken cancellationToken)
    {
        var whole = new Whole(stream, where);
        var block = new byte[BlockSize];
        for (int read = await Next(); read > 0; read = await Next())
            whole.Add(block.AsSpan(0, read));
        return whole.ToArray();

        ValueTask<int> Next() => stream.ReadAsync(block, cancellationToken);
    }

    private sealed class Whole
    {
        private readonly MemoryStream _bytes;
        private readonly string _where;
        private readonly long _most = Math.Min(InputLimits.Current.MaxModelBytes, Array.MaxLength);

        // Where the length is known, nothing is copied twice.
        public Whole(Stream stream, string where)
        {
            _where = where;
            _bytes = new MemoryStream(stream.CanSeek ? (int)Math.Clamp(stream.Length - stream.Position, 0, _most) : 0);
        }

        public void Add(ReadOnlySpan<byte> block)
        {
            if (_bytes.Length + block.Length > _most)
                throw new ModelFileException(
                    $"{_where} has more than {_most} bytes, the most that a model may have (InputLimits.{nameof(InputLimits.MaxModelBytes)}).");
            _bytes.Write(block);
        }

        public byte[] ToArray()
            => _bytes.TryGetBuffer(out ArraySegment<byte> all) && all.Count == all.Array!.Length ? all.Array : _bytes.ToArray();
    }
}
