using MusicGenre.MLNet.Audio;
using WebDemo.Serving;

namespace WebDemo.Listening;

/// <summary>Decodes songs of a bounded length.</summary>
internal static class SongReader
{
    private const int FirstBlock = 1 << 18;

    /// <summary>Decodes a song.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="sampleRate">The sample rate of the result, in hertz: that of the classifier.</param>
    /// <param name="maxDuration">The length of the longest song.</param>
    /// <param name="cancellationToken">Stops decoding.</param>
    /// <exception cref="ApiProblem">The song is too long, whatever its header says.</exception>
    /// <exception cref="AudioFormatException">It is no song, or a damaged one.</exception>
    public static AudioClip Read(ReadOnlyMemory<byte> bytes, int sampleRate, TimeSpan maxDuration, CancellationToken cancellationToken)
    {
        using var file = new MemoryStream(bytes.ToArray(), writable: false);
        using AudioStream stream = AudioStream.Open(file, sampleRate, cancellationToken);
        long most = (long)(maxDuration.TotalSeconds * stream.SampleRate);
        if (stream.Length > most)
            throw TooLong(maxDuration);
        var samples = new float[stream.Length ?? FirstBlock];
        int filled = 0;
        // One read beyond the announced length notices an end that was announced wrongly.
        while (true)
        {
            if (filled == samples.Length)
                Array.Resize(ref samples, Math.Max(FirstBlock, 2 * filled));
            int count = stream.Read(samples.AsSpan(filled));
            if (count == 0)
                break;
            filled += count;
            if (filled > most)
                throw TooLong(maxDuration);
        }
        return new AudioClip(samples.AsMemory(0, filled), stream.SampleRate);
    }

    private static ApiProblem TooLong(TimeSpan most) => ApiProblem.Unusable(
        "too-long", $"The song is longer than {most:h\\:mm\\:ss}. Send a part of it.");
}
