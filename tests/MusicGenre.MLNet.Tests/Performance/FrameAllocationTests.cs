using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Tests.Spectrograms;

namespace MusicGenre.MLNet.Tests.Performance;

[NonParallelizable]
[Category(Categories.Memory)]
public class FrameAllocationTests
{
    [TestCaseSource(typeof(NamedSettings), nameof(NamedSettings.Cases))]
    public void Frames_of_a_long_clip_after_the_first_allocate_nothing(MelOptions options)
    {
        float[] samples = Signals.Noise(1, 20 * options.SampleRate);
        var stft = new Stft(options);
        var bank = new MelFilterBank(options);
        var spectrum = new float[stft.Bins + MelFilterBank.SpareBins];
        var bands = new float[bank.Bands];
        var scratch = new float[stft.ScratchLength];
        Look(0, 100);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Look(0, stft.FrameCount(samples.Length));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.That(allocated, Is.Zero);

        void Look(int first, int end)
        {
            for (int t = first; t < end; t++)
            {
                stft.Frame(samples, t, spectrum.AsSpan(0, stft.Bins), scratch);
                bank.Apply(spectrum, bands);
                Compressions.Apply(bands, SpectrumKernel.Max(bands), options);
            }
        }
    }
}
