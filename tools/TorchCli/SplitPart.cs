using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Torch.Training;

namespace MusicGenre.MLNet.TorchCli;

/// <summary>One part of a split, loaded.</summary>
internal static class SplitPart
{
    /// <summary>Loads the tracks' pictures; genres are numbered in the data set's order.</summary>
    public static IReadOnlyList<TrainingExample> Load(IReadOnlyList<GenreTrack> tracks, IReadOnlyList<string> genres)
    {
        Dictionary<string, int> numbers = genres.Select((genre, i) => (genre, i)).ToDictionary(pair => pair.genre, pair => pair.i);
        return [.. tracks.Select(track => new TrainingExample(Read(track), numbers[track.Genre]) { Name = track.RelativePath })];

        static SpectrogramInput Read(GenreTrack track) => SpectrogramInput.FromImage(SpectrogramImage.Load(track.Path));
    }
}
