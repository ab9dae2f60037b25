using System.Numerics.Tensors;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Prediction.Explaining;

/// <summary>A segment as the spectrogram of the backbone's front end, which can be covered in part and embedded again.</summary>
/// <param name="Time">Where it lies in the track.</param>
/// <param name="Mel">The whole spectrogram.</param>
/// <param name="Part">Which of several backbones side by side sees it.</param>
internal sealed record SegmentView(SegmentTime Time, MelSpectrogram Mel, int Part)
{
    public static SegmentView Of(TrackSegment segment, Backbone backbone, MelSpectrogramExtractor extractor) => new(
        segment.Time,
        segment.Picture is { } picture ? picture.ToDecibels(backbone.Description.Mel) : extractor.Compute(backbone.Fill(segment.Window)),
        segment.Part);

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

    /// <summary>Gets the number of frames that are not repetitions of a segment that is too short.</summary>
    public int OwnFrames => Math.Clamp((int)Math.Ceiling((Time.End - Time.Start).TotalSeconds / FrameSeconds), 1, Mel.Frames);

    /// <summary>Finds the frames that lie between two times; none if the segment lies elsewhere.</summary>
    public Range FramesBetween(TimeSpan start, TimeSpan end)
    {
        int first = Math.Clamp((int)Math.Round((start - Time.Start).TotalSeconds / FrameSeconds), 0, OwnFrames);
        return first..Math.Clamp((int)Math.Round((end - Time.Start).TotalSeconds / FrameSeconds), first, OwnFrames);
    }

    /// <summary>Finds the band whose lower edge, as it is drawn, comes nearest to a frequency in hertz.</summary>
    public int BandAt(double hertz)
    {
        MelOptions o = Mel.Options;
        double low = MelFrequency.FromHertz(o.MinFrequency, o.MelScale), high = MelFrequency.FromHertz(o.UpperFrequency, o.MelScale);
        double band = (MelFrequency.FromHertz(hertz, o.MelScale) - low) / (high - low) * (Mel.Mels + 1) - 0.5;
        return Math.Clamp((int)Math.Round(band), 0, Mel.Mels);
    }

    /// <summary>Gets how long a frame lasts until the next, in seconds.</summary>
    public double FrameSeconds => (double)Mel.Options.HopLength / Mel.Options.SampleRate;
}
