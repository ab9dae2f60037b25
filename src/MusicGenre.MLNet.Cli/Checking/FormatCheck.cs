using System.Reflection;
using MusicGenre.MLNet.Audio;

namespace MusicGenre.MLNet.Cli.Checking;

/// <summary>Which audio formats can be read on this machine: found out by reading a third of a second of each.</summary>
internal static class FormatCheck
{
    private const string Prefix = "samples/sine.";

    /// <summary>Reads all samples.</summary>
    /// <returns>The formats, by their usual extensions, and why one cannot be read; null if it can.</returns>
    public static IReadOnlyList<(string Format, string? Problem)> Run()
    {
        Assembly tool = typeof(FormatCheck).Assembly;
        return
        [
            .. tool.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal).Select(name => (name[Prefix.Length..], ProblemOf(tool.GetManifestResourceStream(name)!))),
        ];
    }

    private static string? ProblemOf(Stream sample)
    {
        using (sample)
        {
            try
            {
                // They are tones: what is decoded to silence, or to a click, is not read.
                AudioClip clip = AudioClip.FromStream(sample);
                float loudest = 0;
                foreach (float value in clip.Samples.Span)
                    loudest = Math.Max(loudest, Math.Abs(value));
                return clip.Duration.TotalSeconds is > 0.2 and < 0.5 && loudest > 0.1f ? null : "It is decoded wrongly.";
            }
            catch (Exception exception) when (Problem.IsForPeople(exception) || exception is InvalidOperationException)
            {
                return Problem.OneLine(exception);
            }
        }
    }
}
