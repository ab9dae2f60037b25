using System.Numerics.Tensors;
using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Augmentation;

/// <summary>Multiplies clips.</summary>
internal static class ClipScaling
{
    /// <summary>Multiplies all samples by a factor, into a new clip.</summary>
    public static AudioClip Scale(this AudioClip clip, float factor)
    {
        var scaled = new float[clip.Samples.Length];
        TensorPrimitives.Multiply(clip.Samples.Span, factor, scaled);
        return new AudioClip(scaled, clip.SampleRate);
    }
}
