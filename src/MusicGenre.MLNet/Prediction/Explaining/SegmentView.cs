using System.Numerics.Tensors;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Prediction.Explaining;

/// <summary>A segment as the spectrogram of the backbone's front end, which can be covered in part and embedded again.</summary>
/// <param name="Time">Where it lies in the track.</param>
/// <param name="Mel">The whole spectrogram.</param>
internal sealed record SegmentView(SegmentTime Time, MelSpectrogram Mel)
{
    public static SegmentView Of(TrackSegment segment, Backbone backbone, MelSpectrogramExtractor extractor) => new(
        segment.Time,
        segment.Picture is { } picture ? picture.ToDecibels(backbone.Description.Mel) : extractor.Compute(backbone.Fill(segment.Window)));

    /// <summary>Computes the embedding of the spectrogram, or of a covered copy of it.</summary>
    public static float[] Embed(Backbone backbone, MelSpectrogram mel)
        => backbone.AcceptsPictures ? backbone.EmbedPicture(SpectrogramImage.FromMel(mel)) : ((OnnxBackbone)backbone).EmbedMel(mel);

    /// <summary>Creates a copy in which some frames of some bands are replaced by the band's mean over the segment.</summary>
    public MelSpectrogram Cover(Range frames, Range bands)
    {
        var values = (float[])Mel.Values.Clone();
        (int firstFrame, int frameCount) = frames.GetOffsetAndLength(Mel.Frames);
        (int firstBand, int bandCount) = bands.GetOffsetAndLength(Mel.Mels);
        for (int band = firstBand; band < firstBand + bandCount; band++)
            values.AsSpan(band * Mel.Frames + firstFrame, frameCount).Fill(TensorPrimitives.Sum(Mel.Band(band)) / Mel.Frames);
        return new MelSpectrogram(values, Mel.Mels, Mel.Frames, Mel.Options);
    }

    /// <summary>
    /// Computes the time at which a frame begins. A short segment that was repeated to fill the window ends before its last frame.
    /// </summary>
    public TimeSpan TimeOf(int frame)
        => Time.Start + TimeSpan.FromSeconds((double)frame * Mel.Options.HopLength / Mel.Options.SampleRate);

    /// <summary>Computes the frequency, in hertz, of the lower edge of a band as it is drawn, from b to b + 1.</summary>
    public double HertzOf(int band)
    {
        MelOptions o = Mel.Options;
        double low = MelFrequency.FromHertz(o.MinFrequency, o.MelScale), high = MelFrequency.FromHertz(o.UpperFrequency, o.MelScale);
        return MelFrequency.ToHertz(low + (high - low) * (band + 0.5) / (Mel.Mels + 1), o.MelScale);
    }
}
