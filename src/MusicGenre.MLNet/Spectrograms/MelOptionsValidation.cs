namespace MusicGenre.MLNet.Spectrograms;

/// <summary>The rules of <see cref="MelOptions"/>, in one place.</summary>
internal static class MelOptionsValidation
{
    private const int LargestFft = 1 << 18;

    /// <exception cref="ArgumentException">A rule is broken.</exception>
    public static void Check(MelOptions o)
    {
        Require(o.SampleRate is > 0 and <= 1_000_000, nameof(o.SampleRate), o.SampleRate, "must be 1…1,000,000 Hz");
        Require(o.FftSize is >= 4 and <= LargestFft && o.FftSize % 2 == 0, nameof(o.FftSize), o.FftSize, $"must be an even number of 4…{LargestFft} samples");
        Require(o.WindowLength >= 2 && o.WindowLength <= o.FftSize, nameof(o.WindowLength), o.WindowLength, $"must be 2…{o.FftSize} samples (FftSize)");
        Require(o.HopLength > 0, nameof(o.HopLength), o.HopLength, "must be at least 1 sample");
        Require(Enum.IsDefined(o.Window), nameof(o.Window), o.Window, "is no known window");
        Require(Enum.IsDefined(o.Padding), nameof(o.Padding), o.Padding, "is no known padding");
        Require(o.PreEmphasis is >= 0 and <= 1, nameof(o.PreEmphasis), o.PreEmphasis, "must be 0…1");
        Require(o.Power is 1 or 2, nameof(o.Power), o.Power, "must be 1 (magnitude) or 2 (power)");
        Require(o.MelBands >= 1 && o.MelBands <= o.Bins, nameof(o.MelBands), o.MelBands, $"must be 1…{o.Bins}, the bins of an FFT of {o.FftSize}");
        Require(o.MinFrequency >= 0 && o.MinFrequency < o.UpperFrequency, nameof(o.MinFrequency), o.MinFrequency, $"must be at least 0 and below the upper edge, {o.UpperFrequency} Hz");
        Require(o.UpperFrequency <= o.SampleRate / 2.0, nameof(o.MaxFrequency), o.UpperFrequency, $"must not be above half the sample rate, {o.SampleRate / 2.0} Hz");
        Require(Enum.IsDefined(o.MelScale), nameof(o.MelScale), o.MelScale, "is no known mel scale");
        Require(Enum.IsDefined(o.MelNormalization), nameof(o.MelNormalization), o.MelNormalization, "is no known normalisation");
        Require(Enum.IsDefined(o.Compression), nameof(o.Compression), o.Compression, "is no known compression");
        Require(o.DynamicRange is > 0 and <= 1000, nameof(o.DynamicRange), o.DynamicRange, "must be above 0 and at most 1,000 dB");
        Require(o.LogFactor > 0 && float.IsFinite(o.LogFactor), nameof(o.LogFactor), o.LogFactor, "must be above 0");
        Require(o.LogOffset > 0 && float.IsFinite(o.LogOffset), nameof(o.LogOffset), o.LogOffset, "must be above 0, or silence would have no logarithm");
        Require(float.IsFinite(o.OutputShift), nameof(o.OutputShift), o.OutputShift, "must be a finite number");
        Require(o.OutputScale != 0 && float.IsFinite(o.OutputScale), nameof(o.OutputScale), o.OutputScale, "must be a finite number other than 0");
    }

    private static void Require(bool holds, string property, object value, string rule)
    {
        if (!holds)
            throw new ArgumentException(FormattableString.Invariant($"MelOptions.{property} is {value}, but {rule}."), property);
    }
}
