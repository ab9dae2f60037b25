using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Torch.Learners;

/// <summary>A segment of a track, as a network looks at it: either a picture or a spectrogram of the network's own front end.</summary>
internal sealed record NetworkExample
{
    public NetworkExample(SpectrogramImage? picture, MelSpectrogram? mel, string genre, string name)
        => (Picture, Mel, Genre, Name) = (picture, mel, genre, name);

    /// <summary>The 8-bit picture; <see langword="null"/> where the network has a front end of its own.</summary>
    public SpectrogramImage? Picture { get; }

    /// <summary>The spectrogram of the network's front end; <see langword="null"/> where the network looks at pictures.</summary>
    public MelSpectrogram? Mel { get; }

    /// <summary>The genre.</summary>
    public string Genre { get; }

    /// <summary>The file it comes from, for messages.</summary>
    public string Name { get; }
}
