using System.Collections.Concurrent;

namespace MusicGenre.MLNet.Audio.Resampling;

/// <summary>
/// Resamplers that were made before: a filter takes about as long to make as half a minute of sound takes to filter, and most files of a
/// library have one of two or three rates. Any number of threads may use it.
/// </summary>
internal sealed class ResamplerCache
{
    // A filter has at most 1 MB; files of ever new rates must not fill the memory.
    private const int MaxKept = 16;

    private readonly ConcurrentDictionary<(int From, int To), Resampler> _kept = new();

    /// <exception cref="ArgumentOutOfRangeException">The rates differ by too much; see <see cref="Resampler(int, int)"/>.</exception>
    public Resampler Get(int inputRate, int outputRate)
    {
        if (_kept.TryGetValue((inputRate, outputRate), out Resampler? kept))
            return kept;
        var made = new Resampler(inputRate, outputRate);
        if (_kept.Count < MaxKept)
            _kept.TryAdd((inputRate, outputRate), made);
        return made;
    }
}
