using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Cli;

/// <summary>Tells what the user can do something about from faults of the program, which keep their stack trace.</summary>
internal static class Problem
{
    /// <summary>Whether an exception's message is meant for the user.</summary>
    public static bool IsForPeople(Exception exception) => exception
        is DatasetException or BackboneException or AudioFormatException or FfmpegNotFoundException or FfmpegException
        or ModelFileException
        or SpectrogramImageException or ToolException or IOException or UnauthorizedAccessException;

    /// <summary>Gets an exception's message in one line.</summary>
    public static string OneLine(Exception exception) =>
        string.Join(' ', exception.Message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
