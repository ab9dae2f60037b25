using MusicGenre.MLNet.Torch.Training;
using SkiaSharp;

namespace TrainNetwork;

/// <summary>One part of a published split: the pictures a list of audio files names.</summary>
internal static class SplitPart
{
    /// <summary>Reads "genre/track.wav" lines and loads the picture "genre/track.png" of each; the genres are numbered by name.</summary>
    public static IReadOnlyList<TrainingExample> Load(string pictures, string list, IReadOnlyList<string> genres)
    {
        var examples = new List<TrainingExample>();
        foreach (string line in File.ReadLines(list).Where(line => line.Length > 0))
        {
            string name = Path.ChangeExtension(line.Trim(), ".png");
            string file = Path.Combine(pictures, name);
            int genre = genres.ToList().IndexOf(name.Split('/')[0]);
            if (File.Exists(file) && genre >= 0)
                examples.Add(new TrainingExample(LoadPicture(file), genre) { Name = name });
            else
                Console.Error.WriteLine($"left out: {name}");
        }

        return examples;
    }

    private static SpectrogramInput LoadPicture(string file)
    {
        using SKBitmap bitmap = SKBitmap.Decode(file) ?? throw new InvalidDataException($"{file} is not a picture.");
        using SKBitmap grey = bitmap.ColorType == SKColorType.Gray8 ? bitmap.Copy() : bitmap.Copy(SKColorType.Gray8);
        var pixels = new byte[grey.Width * grey.Height];
        for (int row = 0; row < grey.Height; row++)
            grey.GetPixelSpan().Slice(row * grey.RowBytes, grey.Width).CopyTo(pixels.AsSpan(row * grey.Width));
        return SpectrogramInput.FromPixels(pixels, grey.Height, grey.Width);
    }
}
