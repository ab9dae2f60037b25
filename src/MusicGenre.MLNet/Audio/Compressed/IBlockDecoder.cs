namespace MusicGenre.MLNet.Audio.Compressed;

/// <summary>Decodes compressed sound in process, block by block.</summary>
internal interface IBlockDecoder
{
    /// <summary>Gets the sample rate in hertz.</summary>
    int SampleRate { get; }

    /// <summary>Gets the number of channels, which never changes.</summary>
    int Channels { get; }

    /// <summary>Gets about how long the sound is, in seconds; 0 if nothing tells.</summary>
    double Seconds { get; }

    /// <summary>
    /// Gets how many places other decoders may decode differently. What <see cref="Next"/> gave before this rose is certain.
    /// </summary>
    int Doubts { get; }

    /// <summary>Gets how many places were damaged. What <see cref="Next"/> gave before this rose is certain.</summary>
    int Damages { get; }

    /// <summary>Decodes the next block. A damaged one is silent or left out, and counted.</summary>
    /// <returns>[frames × channels], valid until the next call; empty at the end.</returns>
    /// <exception cref="AudioFormatException">The sound ends before its header says that it does.</exception>
    Span<float> Next();
}
