using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Spectrograms.Figures;

namespace MusicGenre.MLNet.Spectrograms.Figures;

/// <summary>
/// Pictures of spectrograms for people, in the manner of <c>librosa.display.specshow</c>: colours, time and frequency axes, a colour bar, a
/// title. (For a picture that a network reads see <see cref="SpectrogramImage"/>.) The same spectrogram gives the same picture on every
/// machine; no fonts need to be installed.
/// </summary>
public static class SpectrogramFigure
{
    /// <summary>Draws a spectrogram.</summary>
    /// <param name="spectrogram">
    /// Any spectrogram; one in decibels is drawn from −<see cref="MelOptions.DynamicRange"/> to 0 dB, any other from its smallest to its
    /// largest value.
    /// </param>
    /// <param name="options">Size, colours, title; the defaults if null.</param>
    /// <returns>The bytes of a PNG.</returns>
    /// <exception cref="ArgumentException">The options cannot work, or leave no room for the picture between its labels.</exception>
    public static byte[] Render(MelSpectrogram spectrogram, FigureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(spectrogram);
        options ??= new FigureOptions();
        options.Validate();
        return SpectrogramPainter.Paint(spectrogram, options);
    }

    /// <summary>Draws a clip's spectrogram with the settings of <see cref="MelOptions.Librosa"/>.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="options">Size, colours, title; the defaults if null.</param>
    /// <returns>The bytes of a PNG.</returns>
    /// <exception cref="ArgumentException">The clip is empty or not finite, or the options cannot work.</exception>
    public static byte[] Render(AudioClip clip, FigureOptions? options = null) =>
        Render(new MelSpectrogramExtractor(MelOptions.Librosa).Compute(clip), options);

    /// <summary>Draws a spectrogram and saves it as PNG. It is written beside its place and then moved there.</summary>
    /// <param name="spectrogram">As in <see cref="Render(MelSpectrogram, FigureOptions?)"/>.</param>
    /// <param name="path">Where; a file that is there is replaced.</param>
    /// <param name="options">Size, colours, title; the defaults if null.</param>
    /// <exception cref="ArgumentException">The options cannot work, or leave no room for the picture between its labels.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(MelSpectrogram spectrogram, string path, FigureOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, Render(spectrogram, options));
    }

    /// <summary>Draws a clip's spectrogram with the settings of <see cref="MelOptions.Librosa"/> and saves it as PNG.</summary>
    /// <param name="clip">The clip.</param>
    /// <param name="path">Where; a file that is there is replaced.</param>
    /// <param name="options">Size, colours, title; the defaults if null.</param>
    /// <exception cref="ArgumentException">The clip is empty or not finite, or the options cannot work.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Save(AudioClip clip, string path, FigureOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, Render(clip, options));
    }
}
