using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Augmentation.Steps;

/// <summary>A step that is done to a spectrogram, be it made from sound or read from a picture.</summary>
public abstract record SpectrogramStep : AugmentationStep
{
    private protected SpectrogramStep()
    {
    }

    internal abstract Drawn<MelSpectrogram> Draw(RandomStream random);
}
