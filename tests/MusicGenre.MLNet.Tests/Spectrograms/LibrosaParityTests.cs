using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Spectrograms;

/// <summary>Every array of ../shared/golden, at the tolerances of the design: mel power 1e-4 of the largest value, decibels 0.01.</summary>
public sealed class LibrosaParityTests
{
    private static readonly string[] Signals = ["chirp", "tones", "noise", "impulse"];

    private static readonly MelOptions HtkVariant = MelOptions.Librosa with
    {
        FftSize = 1024,
        WindowLength = 1024,
        HopLength = 256,
        MelBands = 64,
        MinFrequency = 60,
        MaxFrequency = 8000,
        MelScale = MelScale.Htk,
        Compression = MelCompression.None,
    };

    [Test]
    public void Every_golden_array_is_covered_by_a_test()
    {
        string[] covered =
        [
            "mel_filterbank_slaney_22050_2048_128",
            "mel_filterbank_htk_16000_512_96",
            "chirp.stft_magnitude",
            "chirp.mel_power_htk_1024_256_64_60_8000",
            .. Signals.SelectMany(s => new[] { s + ".signal", s + ".mel_power", s + ".mel_db" }),
        ];
        IEnumerable<string> present = Directory.GetFiles(Golden.Folder, "*.f32").Select(f => Path.GetFileNameWithoutExtension(f));
        Assert.That(present, Is.EquivalentTo(covered));
    }

    [Test]
    public void Slaney_filter_bank() => CheckFilterBank("mel_filterbank_slaney_22050_2048_128", MelOptions.Librosa);

    [Test]
    public void Htk_filter_bank() => CheckFilterBank("mel_filterbank_htk_16000_512_96", MelOptions.Librosa with
    {
        SampleRate = 16000,
        FftSize = 512,
        WindowLength = 512,
        MelBands = 96,
        MelScale = MelScale.Htk,
        MelNormalization = MelNormalization.None,
    });

    [Test]
    public void STFT_magnitude()
    {
        float[] magnitude = new Stft(MelOptions.Librosa with { Power = 1 }).Spectrogram(Golden.Read("chirp.signal"));
        Assert.That(Golden.LargestDifference(magnitude, Golden.Read("chirp.stft_magnitude"), relative: true), Is.LessThan(1e-6));
    }

    [TestCaseSource(nameof(Signals))]
    public void Mel_power(string signal)
    {
        MelSpectrogram mel = Compute(MelOptions.Librosa with { Compression = MelCompression.None }, Golden.Read(signal + ".signal"));
        Assert.That(new[] { mel.Mels, mel.Frames }, Is.EqualTo(Golden.Shape(signal + ".mel_power")));
        Assert.That(Golden.LargestDifference(mel.Values, Golden.Read(signal + ".mel_power"), relative: true), Is.LessThan(1e-5));
    }

    [TestCaseSource(nameof(Signals))]
    public void Decibels(string signal)
    {
        MelSpectrogram mel = Compute(MelOptions.Librosa, Golden.Read(signal + ".signal"));
        Assert.That(Golden.LargestDifference(mel.Values, Golden.Read(signal + ".mel_db"), relative: false), Is.LessThan(0.01));
    }

    [Test]
    public void Mel_power_with_htk_bands()
    {
        MelSpectrogram mel = Compute(HtkVariant, Golden.Read("chirp.signal"));
        Assert.That(Golden.LargestDifference(mel.Values, Golden.Read("chirp.mel_power_htk_1024_256_64_60_8000"), relative: true),
            Is.LessThan(1e-5));
    }

    [Test]
    [Category(SharedData.Category)]
    public void Real_music()
    {
        float[] samples = SharedData.ReadFloats(SharedData.Get("golden", "gtzan_blues_00000_first3s.signal.f32"));
        Check(MelOptions.Librosa with { Compression = MelCompression.None }, "mel_power", relative: true, 1e-5);
        Check(MelOptions.Librosa, "mel_db", relative: false, 0.01);
        Check(HtkVariant, "mel_power_htk_1024_256_64_60_8000", relative: true, 1e-5);

        void Check(MelOptions options, string array, bool relative, double tolerance)
        {
            float[] expected = SharedData.ReadFloats(SharedData.Get("golden", $"gtzan_blues_00000_first3s.{array}.f32"));
            Assert.That(Golden.LargestDifference(Compute(options, samples).Values, expected, relative), Is.LessThan(tolerance), array);
        }
    }

    [Test]
    [Category(SharedData.Category)]
    public void The_golden_files_are_those_of_the_shared_folder()
    {
        foreach (string file in Directory.GetFiles(Golden.Folder, "*.f32"))
            Assert.That(File.ReadAllBytes(file), Is.EqualTo(File.ReadAllBytes(SharedData.Get("golden", Path.GetFileName(file)))), file);
    }

    private static MelSpectrogram Compute(MelOptions options, float[] samples) => new MelSpectrogramExtractor(options).Compute(samples);

    private static void CheckFilterBank(string name, MelOptions options)
    {
        var bank = new MelFilterBank(options);
        Assert.That(new[] { bank.Bands, bank.Bins }, Is.EqualTo(Golden.Shape(name)));
        Assert.That(Golden.LargestDifference(bank.ToDense(), Golden.Read(name), relative: true), Is.LessThan(1e-6));
    }
}
