using CsCheck;
using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Tests.Audio;

/// <summary>Clips in memory, segments of files, and saving.</summary>
[NonParallelizable]
public sealed class AudioClipTests
{
    private readonly TemporaryFolder _folder = new();

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [Test]
    public void Duration_peak_and_slice()
    {
        var clip = new AudioClip(new float[] { 0.1f, -0.8f, 0.3f, 0.2f }, 2);
        Assert.That(clip.Duration, Is.EqualTo(TimeSpan.FromSeconds(2)));
        Assert.That(clip.Peak, Is.EqualTo(0.8f));
        Assert.That(clip.Slice(2, 2).Samples.ToArray(), Is.EqualTo(new[] { 0.3f, 0.2f }));
        Assert.That(clip.Slice(2, 2).Peak, Is.EqualTo(0.3f));
        Assert.That(new AudioClip(ReadOnlyMemory<float>.Empty, 8000).Peak, Is.Zero);
        Assert.That(() => clip.Slice(3, 2), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new AudioClip(new float[1], 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void Saving_rounds_and_clips()
    {
        string path = _folder.Combine("round.wav");
        new AudioClip(new[] { 0f, 0.4f / 32768, 0.6f / 32768, -0.6f / 32768, 2f, -2f, 1f, 0.5f }, 16000).SaveWav(path);
        AudioClip read = AudioClip.FromFile(path);
        float top = 32767 / 32768f;
        Assert.That(read.Samples.ToArray(), Is.EqualTo(new[] { 0f, 0f, 1 / 32768f, -1 / 32768f, top, -1f, top, 0.5f }));
        Assert.That(read.SampleRate, Is.EqualTo(16000));
    }

    [Test]
    public void Saving_and_reading_16_bits_is_exact() => Gen.Short.Array[1, 40_000].Sample(values =>
    {
        string path = _folder.Combine("exact.wav");
        AudioClip clip = AudioClip.FromBytes(WavBuilder.Pcm16(22050, 1, values));
        clip.SaveWav(path);
        return AudioClip.FromFile(path).Samples.Span.SequenceEqual(clip.Samples.Span)
            && File.ReadAllBytes(path).SequenceEqual(WavBuilder.Pcm16(22050, 1, values));
    }, iter: 20, seed: "0000KCG3uzI1", threads: 1);

    [Test]
    public void Saving_is_all_or_nothing()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Combine("kept.wav");
        new AudioClip(new[] { 0.5f }, 8000).SaveWav(path);
        Assert.That(() => new AudioClip(new[] { 0f, float.NaN }, 8000).SaveWav(path),
            Throws.InvalidOperationException.With.Message.Contains("sample 1 is NaN"));
        Assert.That(AudioClip.FromFile(path).Samples.ToArray(), Is.EqualTo(new[] { 0.5f }), "the old file");
        Assert.That(Directory.GetFiles(folder.Path), Is.EqualTo(new[] { path }), "no temporary file");
        Assert.That(() => new AudioClip(new float[1], 8000).SaveWav(folder.Combine("no/such/folder.wav")),
            Throws.InstanceOf<DirectoryNotFoundException>());
    }

    [Test]
    public void Segments_are_those_of_the_whole_file([Values(null, 16000)] int? rate)
    {
        short[] samples = Signals.Noise(3, 2 * 44100).Select(value => (short)(value * 32767)).ToArray();
        string path = _folder.Write("segments.wav", WavBuilder.Pcm16(44100, 1, samples));
        AudioClip whole = AudioClip.FromFile(path, rate);
        var joined = new List<float>();
        for (int i = 0; i < 5; i++)
            joined.AddRange(AudioClip.FromFile(path, TimeSpan.FromSeconds(0.5 * i), TimeSpan.FromSeconds(0.5), rate).Samples.ToArray());
        Assert.That(joined, Is.EqualTo(whole.Samples.ToArray()));
        Assert.That(AudioClip.FromFile(path, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(1), rate).Samples.Length, Is.Zero);
        Assert.That(() => AudioClip.FromFile(path, TimeSpan.FromSeconds(-1), TimeSpan.Zero),
            Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    [Test]
    [Category(Categories.Memory)]
    public void A_three_hour_file_is_read_in_blocks_without_allocating()
    {
        // Three hours of 8 bits at 8 kHz, made as it is read.
        using var source = new EndlessWav(seconds: 3 * 3600);
        using AudioStream audio = AudioStream.Open(source, 16000);
        var block = new float[5000];
        audio.Read(block);
        long before = GC.GetAllocatedBytesForCurrentThread();
        long total = block.Length;
        for (int count; (count = audio.Read(block)) > 0;)
            total += count;
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.That(total, Is.EqualTo(3L * 3600 * 16000));
        Assert.That(allocated, Is.Zero);
    }

    [Test]
    public void Cancellation_stops_between_two_blocks()
    {
        using var cancellation = new CancellationTokenSource();
        using var source = new EndlessWav(seconds: 36_000);
        using AudioStream audio = AudioStream.Open(source, null, cancellation.Token);
        audio.Read(new float[10]);
        cancellation.Cancel();
        Assert.That(() => audio.Read(new float[10]), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void A_disposed_stream_says_so([Values(null, 16000)] int? rate)
    {
        AudioStream audio = AudioStream.Open(new MemoryStream(WavBuilder.Pcm16(8000, 1, 1, 2)), rate);
        audio.Dispose();
        audio.Dispose();
        Assert.That(() => audio.Read(new float[1]), Throws.InstanceOf<ObjectDisposedException>());
        Assert.That(() => audio.Skip(1), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public void A_closed_stream_of_the_caller_is_a_wrong_argument()
    {
        var closed = new MemoryStream();
        closed.Dispose();
        Assert.That(() => AudioClip.FromStream(closed), Throws.ArgumentException.With.Message.Contains("closed"));
    }

    [Test]
    public void Resampling_a_clip_to_its_own_rate_is_the_clip()
    {
        var clip = new AudioClip(new float[10], 8000);
        Assert.That(clip.Resample(8000), Is.SameAs(clip));
        Assert.That(clip.Resample(16000).Samples.Length, Is.EqualTo(20));
        Assert.That(() => clip.Resample(0), Throws.InstanceOf<ArgumentOutOfRangeException>());
    }

    private sealed class EndlessWav(int seconds) : ForwardStream
    {
        private readonly byte[] _header = WavBuilder.Create().Format(1, 1, 8000, 8).Data([], (uint)(8000 * seconds)).Build();
        private long _position;

        public override int Read(Span<byte> buffer)
        {
            int count = (int)Math.Min(buffer.Length, _header.Length + 8000L * seconds - _position);
            for (int i = 0; i < count; i++, _position++)
                buffer[i] = _position < _header.Length ? _header[_position] : (byte)_position;
            return count;
        }
    }
}
