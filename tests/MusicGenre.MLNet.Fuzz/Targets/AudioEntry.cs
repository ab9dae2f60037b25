using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Audio.Decoding;

namespace MusicGenre.MLNet.Fuzz.Targets;

/// <summary>Decodes sound as <see cref="AudioClip.FromBytes"/> does; what it would give to ffmpeg is refused as if there were
/// none.</summary>
internal static class AudioEntry
{
    /// <summary>What <see cref="AudioClip.FromBytes"/> documents.</summary>
    public static IReadOnlyList<Type> Documented { get; } = [typeof(AudioFormatException), typeof(FfmpegNotFoundException),
        typeof(FfmpegException)];

    public static void Run(ReadOnlySpan<byte> input)
    {
        // The answer must not depend on whether the bytes come from a file or over a network.
        bool seeks = input.Length % 2 == 0;
        using var bytes = new MemoryStream(input.ToArray());
        using Stream stream = seeks ? bytes : new OneWayStream(bytes);
        using AudioStream audio = AudioOpener.Open(AudioSource.FromStream(stream, default) with { FindFfmpeg = () => null }, null);
        foreach (float sample in audio.ReadToEnd().Samples.Span)
            if (!float.IsFinite(sample))
                throw new WrongAnswerException("A sample is not a number.");
    }

    private sealed class OneWayStream(Stream inner) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        // In pieces, as networks give them.
        public override int Read(byte[] buffer, int offset, int count) => inner.Read(buffer, offset, Math.Min(count, 1_400));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
