namespace MusicGenre.MLNet.Spectrograms;

/// <summary>Pictures of spectrograms for people.</summary>
public static class SpectrogramFigure
{
}
