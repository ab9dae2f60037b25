namespace MusicGenre.MLNet.Backbones;

// What a description must keep to. It may come from a stranger's file: a hop of one sample is valid arithmetic, and days of work.
public sealed partial record BackboneDescription
{
    // A segment every 10 ms; networks take one every half a second or more.
    private const int MostSegmentsPerSecond = 100;

    // Values that all transforms of one segment read: 30 s in frames of 2,048 samples, 23 ms apart, are 2.6 million.
    private const long MostTransformed = 1L << 28;

    // A shorter clip is repeated until it fills the window: six minutes at 44,100 Hz.
    private const int LongestWindow = 1 << 24;

    // Transforms of lengths that are no powers of two take so many times as long a value, and more the longer they are.
    private const int OtherLengths = 64;

    private const int LargestOtherLength = 1 << 14;

    // Weights of the mel filters, zeros included, of which each takes its time when a backbone is opened: 128 bands of 1,025 bins are
    // 131,200.
    private const long MostFilterWeights = 1L << 24;

    private const int LargestEmbedding = 1 << 20;

    private const int LargestPicture = 4_096;

    // Text of a description that ends up in messages.
    private const int LongestName = 200;

    /// <summary>Checks that the parts are there, fit together, and ask for no more than a computer can do.</summary>
    /// <exception cref="BackboneException">A part is missing, a size is not positive or is too large, or two parts do not fit.</exception>
    public void Validate()
    {
        RequireParts();
        RequireSizes();
        RequireEffort();
    }

    // JSON may say null for what is required.
    private void RequireParts()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName)
            throw new BackboneException($"A backbone's description has no name, or one of more than {LongestName} characters; set Name.");
        if (Mel is null)
            throw Wrong("has no front end; set Mel");
        if (About is null || InputName is null || EmbeddingOutput is null)
            throw Wrong("has a text that is null: About, InputName or EmbeddingOutput");
        if (Reference is { Embedding: null })
            throw Wrong("has a reference without an embedding");
        if (!Enum.IsDefined(Input) || !Enum.IsDefined(Layout))
            throw Wrong($"has an unknown input or layout: {Input}, {Layout}");
        BackboneLayout impossible = Input == BackboneInput.Picture
            ? BackboneLayout.FramesMels
            : BackboneLayout.ChannelsHeightWidth;
        if (Layout == impossible)
            throw Wrong($"says input {Input} with layout {Layout}, which do not go together");
        try
        {
            Mel.Validate();
        }
        catch (ArgumentException e)
        {
            throw new BackboneException($"The front end of backbone '{Name}' cannot be: {e.Message}", e);
        }
    }

    private void RequireSizes()
    {
        if (WindowSamples <= 0 || HopSamples <= 0 || HopSamples > WindowSamples
            || EmbeddingSize <= 0 || PictureSize <= 0 || MinimumFrames <= 0)
            throw Wrong(
                "has a size that is not positive, or a hop longer than its window: WindowSamples "
                + $"{WindowSamples}, HopSamples {HopSamples}, EmbeddingSize {EmbeddingSize}, PictureSize "
                + $"{PictureSize}, MinimumFrames {MinimumFrames}");
        if (WindowSamples > LongestWindow)
            throw Wrong($"has windows of {WindowSamples} samples (WindowSamples); the most are {LongestWindow}");
        if (EmbeddingSize > LargestEmbedding || PictureSize > LargestPicture)
            throw Wrong(
                $"has an embedding of {EmbeddingSize} values or a picture of {PictureSize} pixels; the most are "
                + $"{LargestEmbedding} and {LargestPicture}");
        if (!float.IsFinite(PixelMean) || !float.IsFinite(PixelScale))
            throw Wrong("scales pixels by what is no number");
    }

    private void RequireEffort()
    {
        long frames = (WindowSamples / Mel.HopLength) + 1L;
        bool quick = int.IsPow2(Mel.FftSize);
        if (frames * Mel.FftSize * (quick ? 1 : OtherLengths) > MostTransformed || (!quick && Mel.FftSize > LargestOtherLength))
            throw Wrong(
                $"asks for {frames} transforms of {Mel.FftSize} samples a segment; raise Mel.HopLength, shorten WindowSamples, or make "
                + "Mel.FftSize a power of two");
        if ((long)Mel.MelBands * Mel.Bins > MostFilterWeights)
            throw Wrong($"asks for {Mel.MelBands} mel bands of {Mel.Bins} bins; lower Mel.MelBands or Mel.FftSize");
        if (frames * Mel.MelBands > InputLimits.Current.MaxTensorElements)
            throw Wrong(
                $"asks for spectrograms of {frames} × {Mel.MelBands} values "
                + $"(InputLimits.{nameof(InputLimits.MaxTensorElements)})");
        if ((long)HopSamples * MostSegmentsPerSecond < Mel.SampleRate)
            throw Wrong($"asks for more than {MostSegmentsPerSecond} segments a second; raise HopSamples");
        if (LeastSamples > WindowSamples)
            throw Wrong($"needs {MinimumFrames} frames (MinimumFrames), more than its window has");
    }

    private BackboneException Wrong(string what)
        => new($"The description of backbone '{Name}' {what}.");
}
