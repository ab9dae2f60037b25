using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Augmentation.Steps;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Augmentation;

/// <summary>One copy of one track, drawn but not yet made: made on the fly from the track's sound or picture.</summary>
public sealed class AugmentedCopy
{
    private readonly int _seed;
    private readonly List<Drawn<AudioClip>> _audio = [];
    private readonly List<Drawn<MelSpectrogram>> _spectrogram = [];

    internal AugmentedCopy(AugmentationPlan plan, string track, int number)
    {
        (_seed, Track, Number) = (plan.Seed, track, number);
        for (int i = 0; i < plan.Steps.Count; i++)
        {
            // Each step draws from a stream of its own, so that one step more or less leaves the others as they are.
            var random = new RandomStream(plan.Seed, $"{track}|{plan.Steps[i].Kind}", number, i);
            if (random.NextDouble() >= plan.Steps[i].Probability)
                continue;
            if (plan.Steps[i] is AudioStep audio)
                _audio.Add(audio.Draw(random));
            else if (plan.Steps[i] is SpectrogramStep spectrogram)
                _spectrogram.Add(spectrogram.Draw(random));
        }
    }

    /// <summary>Names the track that it is a copy of.</summary>
    public string Track { get; }

    /// <summary>The copy's number, from 1.</summary>
    public int Number { get; }

    /// <summary>What is done, with the strengths that were drawn, e.g. <c>pitch +1.3 semitones</c>.</summary>
    public IReadOnlyList<string> Description => [.. _audio.Select(a => a.Description), .. _spectrogram.Select(s => s.Description)];

    /// <summary>Whether anything is done to sound.</summary>
    public bool ChangesAudio => _audio.Count > 0;

    /// <summary>Whether anything is done to spectrograms.</summary>
    public bool ChangesSpectrograms => _spectrogram.Count > 0;

    /// <summary>Does to a clip what the copy does to sound.</summary>
    /// <param name="clip">The track, or a part of it.</param>
    /// <param name="part">Which part, so that each gets noise of its own. The default value is 0.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <exception cref="FfmpegNotFoundException">There is an MP3 step and no ffmpeg.</exception>
    public AudioClip Apply(AudioClip clip, int part = 0, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(clip);
        for (int i = 0; i < _audio.Count; i++)
            clip = _audio[i].Apply(clip, Stream("sound", part, i), cancellationToken);
        return clip;
    }

    /// <summary>Does to a spectrogram what the copy does to spectrograms.</summary>
    /// <param name="spectrogram">The spectrogram of a segment, in decibels or logarithms.</param>
    /// <param name="segment">Which segment, so that each gets masks of its own. The default value is 0.</param>
    public MelSpectrogram Apply(MelSpectrogram spectrogram, int segment = 0)
    {
        ArgumentNullException.ThrowIfNull(spectrogram);
        for (int i = 0; i < _spectrogram.Count; i++)
            spectrogram = _spectrogram[i].Apply(spectrogram, Stream("spectrogram", segment, i), CancellationToken.None);
        return spectrogram;
    }

    /// <summary>Does to a picture what the copy does to spectrograms.</summary>
    /// <param name="picture">The picture of a segment.</param>
    /// <param name="segment">Which segment. The default value is 0.</param>
    /// <param name="options">What the picture was made with; <see cref="MelOptions.Librosa"/> if null.</param>
    public SpectrogramImage Apply(SpectrogramImage picture, int segment = 0, MelOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(picture);
        return ChangesSpectrograms ? SpectrogramImage.FromMel(Apply(picture.ToDecibels(options), segment)) : picture;
    }

    private RandomStream Stream(string what, int part, int step) => new(_seed, $"{Track}|{what}|{step}", Number, part);
}
