using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Embeddings;

/// <summary>Tells problems of one file, which is then skipped and named, from those of the machine or the program.</summary>
internal static class FileProblem
{
    /// <summary>Whether an exception means that this file cannot be used, while others can.</summary>
    public static bool Is(Exception exception)
        => exception is AudioFormatException or SpectrogramImageException or BackboneException
            or IOException or UnauthorizedAccessException;

    /// <summary>Gets the reason in words, without the path where the message starts with it.</summary>
    public static string Describe(Exception exception, string path)
    {
        if (exception is AudioFormatException audio)
            return audio.Reason;
        string message = exception.Message;
        foreach (string prefix in (string[])[path, Path.GetFullPath(path)])
            if (message.StartsWith(prefix, StringComparison.Ordinal))
                message = message[prefix.Length..].TrimStart(' ', ':', '-');
        return message;
    }
}
