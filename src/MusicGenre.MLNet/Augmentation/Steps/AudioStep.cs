using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Augmentation.Steps;

/// <summary>A step that is done to sound. It cannot be done to a spectrogram picture.</summary>
public abstract record AudioStep : AugmentationStep
{
    private protected AudioStep()
    {
    }

    internal abstract Drawn<AudioClip> Draw(RandomStream random);
}
