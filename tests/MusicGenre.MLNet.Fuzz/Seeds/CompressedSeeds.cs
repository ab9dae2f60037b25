using System.Diagnostics;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Audio.Ffmpeg;
using MusicGenre.MLNet.Fuzz.Mutation;

namespace MusicGenre.MLNet.Fuzz.Seeds;

/// <summary>
/// Small files of compressed sound: by the program ffmpeg if there is one, and by hand, which needs none: silence, and headers.
/// </summary>
internal static class CompressedSeeds
{
    private const int Rate = 22_050;

    public static IReadOnlyList<byte[]> Mp3() =>
    [
        SilentMp3(),
        .. Encoded("mp3", "libmp3lame", ["-b:a", "64k"], ["-ac", "2", "-b:a", "128k"], ["-ar", "44100", "-q:a", "5"], ["-write_xing", "0"]),
    ];

    public static IReadOnlyList<byte[]> Vorbis() => 
        [VorbisHeader(), .. Encoded("ogg", "libvorbis", ["-q:a", "0"], ["-ac", "2", "-q:a", "2"])];

    public static IReadOnlyList<byte[]> Opus() =>
        [SilentOpus(), .. Encoded("ogg", "libopus", ["-b:a", "24k"], ["-ac", "2", "-b:a", "48k"], ["-application", "voip", "-b:a", "12k"])];

    /// <summary>What only ffmpeg decodes.</summary>
    public static IReadOnlyList<byte[]> Others() =>
        [.. Encoded("flac", "flac", []), .. Encoded("adts", "aac", ["-b:a", "48k"]), .. Encoded("matroska", "aac", ["-b:a", "48k"])];

    private static IEnumerable<byte[]> Encoded(string format, string codec, params string[][] ways)
    {
        if (FfmpegLocator.Find() is not { } ffmpeg)
            return [];
        using var folder = new TemporaryFolder();
        string sound = folder.Combine("sound.wav");
        new AudioClip(Signals.Sine(440, Rate, Rate / 3), Rate).SaveWav(sound);
        return [.. ways.Select(way => Encode(ffmpeg, ["-i", sound, "-map_metadata", "-1", "-fflags", "+bitexact", "-c:a", codec,
            .. way, "-flags:a", "+bitexact", "-f", format, "pipe:1"])).OfType<byte[]>()];
    }

    // One that lacks a codec gives nothing.
    private static byte[]? Encode(string ffmpeg, string[] arguments)
    {
        var start = new ProcessStartInfo(ffmpeg, ["-v", "error", "-nostdin", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        using var bytes = new MemoryStream();
        process.StandardOutput.BaseStream.CopyTo(bytes);
        process.WaitForExit();
        return process.ExitCode == 0 && bytes.Length > 0 ? bytes.ToArray() : null;
    }

    // Frames of MPEG-1 layer III, 44,100 Hz, 64 kbit/s, whose side information says that there is nothing in them.
    private static byte[] SilentMp3()
        => [.. Enumerable.Repeat<byte[]>([0xFF, 0xFB, 0x50, 0xC4, .. new byte[204]], 12).SelectMany(frame => frame)];

    // RFC 7845: a header, comments, and packets of 20 ms of silence.
    private static byte[] SilentOpus() =>
    [
        .. OggMutator.Page([.. "OpusHead"u8, 1, 1, 0x38, 1, 0x80, 0xBB, 0, 0, 0, 0, 0], 2, 0, 0),
        .. OggMutator.Page([.. "OpusTags"u8, 4, 0, 0, 0, .. "test"u8, 0, 0, 0, 0], 0, 0, 1),
        .. Enumerable.Range(0, 10).SelectMany(i => OggMutator.Page([0xF8, 0xFF, 0xFE], (byte)(i == 9 ? 4 : 0), 960 * (i + 1), 2 + i)),
    ];

    // The first of the three headers of Vorbis I; without the others nothing can be decoded.
    private static byte[] VorbisHeader() => OggMutator.Page(
        [1, .. "vorbis"u8, 0, 0, 0, 0, 1, 0x44, 0xAC, 0, 0, .. new byte[12], 0xB8, 1], 2, 0, 0);
}
