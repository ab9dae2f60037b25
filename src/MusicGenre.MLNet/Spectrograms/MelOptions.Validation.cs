using static System.FormattableString;

namespace MusicGenre.MLNet.Spectrograms;

// The rules, in one place.
public sealed partial record MelOptions
{
    private const int LargestFft = 1 << 18;

    /// <summary>Checks all values and that they fit together. Everything that computes with these options calls it.</summary>
    /// <exception cref="ArgumentException">A value cannot work; the message names the property, its value and what is allowed.</exception>
    public void Validate()
    {
        CheckFrames();
        CheckBands();
        CheckCompression();
    }

    private void CheckFrames()
    {
        bool fft = FftSize is >= 4 and <= LargestFft && FftSize % 2 == 0;
        bool window = WindowLength >= 2 && WindowLength <= FftSize;
        Require(SampleRate is > 0 and <= 1_000_000, nameof(SampleRate), SampleRate, "must be 1…1,000,000 Hz");
        Require(fft, nameof(FftSize), FftSize, $"must be an even number of 4…{LargestFft} samples");
        Require(window, nameof(WindowLength), WindowLength, $"must be 2…{FftSize} samples (FftSize)");
        Require(HopLength > 0, nameof(HopLength), HopLength, "must be at least 1 sample");
        Require(Enum.IsDefined(Window), nameof(Window), Window, "is no known window");
        Require(Enum.IsDefined(Padding), nameof(Padding), Padding, "is no known padding");
        Require(PreEmphasis is >= 0 and <= 1, nameof(PreEmphasis), PreEmphasis, "must be 0…1");
        Require(Power is 1 or 2, nameof(Power), Power, "must be 1 (magnitude) or 2 (power)");
    }

    private void CheckBands()
    {
        (double low, double high, double most) = (MinFrequency, UpperFrequency, SampleRate / 2.0);
        bool bands = MelBands >= 1 && MelBands <= Bins;
        Require(bands, nameof(MelBands), MelBands, $"must be 1…{Bins}, the bins of an FFT of {FftSize}");
        Require(low >= 0 && low < high, nameof(MinFrequency), low, Invariant($"must be at least 0 and below the upper edge, {high} Hz"));
        Require(high <= most, nameof(MaxFrequency), high, Invariant($"must not be above half the sample rate, {most} Hz"));
        Require(Enum.IsDefined(MelScale), nameof(MelScale), MelScale, "is no known mel scale");
        Require(Enum.IsDefined(MelNormalization), nameof(MelNormalization), MelNormalization, "is no known normalisation");
    }

    private void CheckCompression()
    {
        bool offset = LogOffset > 0 && float.IsFinite(LogOffset);
        bool scale = OutputScale != 0 && float.IsFinite(OutputScale);
        Require(Enum.IsDefined(Compression), nameof(Compression), Compression, "is no known compression");
        Require(DynamicRange is > 0 and <= 1000, nameof(DynamicRange), DynamicRange, "must be above 0 and at most 1,000 dB");
        Require(LogFactor > 0 && float.IsFinite(LogFactor), nameof(LogFactor), LogFactor, "must be above 0");
        Require(offset, nameof(LogOffset), LogOffset, "must be above 0, or silence would have no logarithm");
        Require(float.IsFinite(OutputShift), nameof(OutputShift), OutputShift, "must be a finite number");
        Require(scale, nameof(OutputScale), OutputScale, "must be a finite number other than 0");
    }

    private static void Require(bool holds, string property, object value, string rule)
    {
        if (!holds)
            throw new ArgumentException(Invariant($"MelOptions.{property} is {value}, but {rule}."), property);
    }
}
