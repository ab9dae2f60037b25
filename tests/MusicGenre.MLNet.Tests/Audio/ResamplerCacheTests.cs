using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Audio.Resampling;

namespace MusicGenre.MLNet.Tests.Audio;

public class ResamplerCacheTests
{
    [Test]
    public void The_same_rates_give_the_same_filter()
    {
        var cache = new ResamplerCache();
        Resampler first = cache.Get(44100, 22050);
        Assert.That(cache.Get(44100, 22050), Is.SameAs(first));
        Assert.That(cache.Get(48000, 22050), Is.Not.SameAs(first));
    }

    [Test]
    public void Ever_new_rates_do_not_fill_the_memory()
    {
        var cache = new ResamplerCache();
        Resampler first = cache.Get(8000, 16000);
        for (int rate = 8001; rate < 8100; rate++)
            Assert.That(cache.Get(rate, 16000).InputRate, Is.EqualTo(rate));
        Resampler last = cache.Get(8099, 16000);
        Assert.That(cache.Get(8000, 16000), Is.SameAs(first));
        Assert.That(cache.Get(8099, 16000), Is.Not.SameAs(last), "not kept");
    }

    [TestCase(22050, 32000)]
    [TestCase(44100, 22050)]
    [TestCase(48000, 22050)]
    [TestCase(16000, 22051)]
    public void Every_output_sample_is_the_filters_inner_product(int from, int to)
    {
        // Tiles, pairs and rests all give what one sample by itself gives: reading one at a time takes another way through the code.
        float[] signal = Signals.Sine(440, from, 3 * from / 10);
        float[] whole = new Resampler(from, to).Resample(signal);
        using var stream = new ResampledAudioStream(new ClipAudioStream(new AudioClip(signal, from)), to, new ResamplerCache());
        var one = new float[1];
        foreach (float expected in whole)
        {
            Assert.That(stream.Read(one), Is.EqualTo(1));
            if (one[0] != expected)
                Assert.Fail($"{one[0]} instead of {expected}");
        }
    }
}
