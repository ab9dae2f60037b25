using System.Text.Json;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Spectrograms;

public sealed class MelOptionsTests
{
    [Test]
    public void Defaults_are_librosas()
    {
        var o = new MelOptions();
        Assert.Multiple(() =>
        {
            Assert.That(o, Is.EqualTo(MelOptions.Librosa));
            Assert.That(o.SampleRate, Is.EqualTo(22050));
            Assert.That(o.FftSize, Is.EqualTo(2048));
            Assert.That(o.WindowLength, Is.EqualTo(2048));
            Assert.That(o.HopLength, Is.EqualTo(512));
            Assert.That(o.Window, Is.EqualTo(WindowFunction.Hann));
            Assert.That(o.Centered, Is.True);
            Assert.That(o.Padding, Is.EqualTo(PaddingMode.Zero));
            Assert.That(o.PreEmphasis, Is.Zero);
            Assert.That(o.Power, Is.EqualTo(2));
            Assert.That(o.MelBands, Is.EqualTo(128));
            Assert.That(o.MinFrequency, Is.Zero);
            Assert.That(o.MaxFrequency, Is.Null);
            Assert.That(o.UpperFrequency, Is.EqualTo(11025));
            Assert.That(o.Bins, Is.EqualTo(1025));
            Assert.That(o.MelScale, Is.EqualTo(MelScale.Slaney));
            Assert.That(o.MelNormalization, Is.EqualTo(MelNormalization.Slaney));
            Assert.That(o.Compression, Is.EqualTo(MelCompression.Decibels));
            Assert.That(o.DynamicRange, Is.EqualTo(80));
            Assert.That(o.LogFactor, Is.EqualTo(1));
            Assert.That(o.LogOffset, Is.EqualTo(1e-5f));
            Assert.That(o.OutputShift, Is.Zero);
            Assert.That(o.OutputScale, Is.EqualTo(1));
        });
    }

    [TestCaseSource(typeof(NamedSettings), nameof(NamedSettings.Cases))]
    public void Named_settings_are_valid_and_round_trip_through_JSON(MelOptions options)
    {
        Assert.That(options.Validate, Throws.Nothing);
        string json = JsonSerializer.Serialize(options);
        Assert.That(JsonSerializer.Deserialize<MelOptions>(json), Is.EqualTo(options));
        Assert.That(json, Does.Contain($"\"MelScale\":\"{options.MelScale}\"").And.Not.Contain("UpperFrequency"));
    }

    [Test]
    public void Every_property_round_trips_through_JSON()
    {
        var options = new MelOptions
        {
            SampleRate = 44100,
            FftSize = 4096,
            WindowLength = 1764,
            HopLength = 441,
            Window = WindowFunction.HannSymmetric,
            Centered = false,
            Padding = PaddingMode.Reflect,
            PreEmphasis = 0.9f,
            Power = 1,
            MelBands = 80,
            MinFrequency = 27.5,
            MaxFrequency = 16000,
            MelScale = MelScale.Htk,
            MelNormalization = MelNormalization.None,
            Compression = MelCompression.Log10,
            DynamicRange = 96,
            LogFactor = 1000,
            LogOffset = 0.5f,
            OutputShift = -1,
            OutputScale = 3,
        };
        Assert.That(JsonSerializer.Deserialize<MelOptions>(JsonSerializer.Serialize(options)), Is.EqualTo(options));
    }

    private static IEnumerable<TestCaseData> Broken()
    {
        MelOptions o = MelOptions.Librosa;
        yield return Case(o with { SampleRate = 0 }, "MelOptions.SampleRate is 0, but must be 1…1,000,000 Hz.");
        yield return Case(o with { FftSize = 2047 }, "MelOptions.FftSize is 2047, but must be an even number of 4…262144 samples.");
        yield return Case(o with { FftSize = 2 }, "MelOptions.FftSize is 2, but must be an even number of 4…262144 samples.");
        yield return Case(o with { FftSize = 1024 }, "MelOptions.WindowLength is 2048, but must be 2…1024 samples (FftSize).");
        yield return Case(o with { WindowLength = 1 }, "MelOptions.WindowLength is 1, but must be 2…2048 samples (FftSize).");
        yield return Case(o with { HopLength = 0 }, "MelOptions.HopLength is 0, but must be at least 1 sample.");
        yield return Case(o with { Window = (WindowFunction)9 }, "MelOptions.Window is 9, but is no known window.");
        yield return Case(o with { Padding = (PaddingMode)9 }, "MelOptions.Padding is 9, but is no known padding.");
        yield return Case(o with { PreEmphasis = float.NaN }, "MelOptions.PreEmphasis is NaN, but must be 0…1.");
        yield return Case(o with { Power = 3 }, "MelOptions.Power is 3, but must be 1 (magnitude) or 2 (power).");
        yield return Case(o with { MelBands = 0 }, "MelOptions.MelBands is 0, but must be 1…1025, the bins of an FFT of 2048.");
        yield return Case(o with { MelBands = 1026 }, "MelOptions.MelBands is 1026, but must be 1…1025, the bins of an FFT of 2048.");
        yield return Case(o with { MinFrequency = -1 },
            "MelOptions.MinFrequency is -1, but must be at least 0 and below the upper edge, 11025 Hz.");
        yield return Case(o with { MinFrequency = 11025 },
            "MelOptions.MinFrequency is 11025, but must be at least 0 and below the upper edge, 11025 Hz.");
        yield return Case(o with { MaxFrequency = 12000 },
            "MelOptions.MaxFrequency is 12000, but must not be above half the sample rate, 11025 Hz.");
        yield return Case(o with { MelScale = (MelScale)9 }, "MelOptions.MelScale is 9, but is no known mel scale.");
        yield return Case(o with { MelNormalization = (MelNormalization)9 },
            "MelOptions.MelNormalization is 9, but is no known normalisation.");
        yield return Case(o with { Compression = (MelCompression)9 }, "MelOptions.Compression is 9, but is no known compression.");
        yield return Case(o with { DynamicRange = 0 }, "MelOptions.DynamicRange is 0, but must be above 0 and at most 1,000 dB.");
        yield return Case(o with { LogFactor = 0 }, "MelOptions.LogFactor is 0, but must be above 0.");
        yield return Case(o with { LogOffset = 0 }, "MelOptions.LogOffset is 0, but must be above 0, or silence would have no logarithm.");
        yield return Case(o with { OutputShift = float.NaN }, "MelOptions.OutputShift is NaN, but must be a finite number.");
        yield return Case(o with { OutputScale = 0 }, "MelOptions.OutputScale is 0, but must be a finite number other than 0.");

        static TestCaseData Case(MelOptions options, string message) => new TestCaseData(options, message).SetArgDisplayNames(message);
    }

    [TestCaseSource(nameof(Broken))]
    public void What_cannot_work_is_named(MelOptions options, string message)
    {
        Assert.Multiple(() =>
        {
            Assert.That(options.Validate, Throws.ArgumentException.With.Message.StartsWith(message));
            Assert.That(() => new MelSpectrogramExtractor(options), Throws.ArgumentException);
            Assert.That(() => new MelFilterBank(options), Throws.ArgumentException);
        });
    }
}
