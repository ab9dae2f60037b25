using System.CommandLine;
using System.Globalization;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Cli.Sharding;

namespace MusicGenre.MLNet.Scale;

/// <summary>The command <c>synthetic</c>: parts as the command <c>embed</c> writes them, of tracks that do not exist, and their genres.</summary>
internal static class Synthetic
{
    public static Command Command()
    {
        var folder = new Argument<string>("FOLDER") { Description = "Where parts/ and labels.csv are written." };
        var rows = new Option<int>("--rows") { DefaultValueFactory = _ => 100_000, Description = "How many tracks." };
        var parts = new Option<int>("--parts") { DefaultValueFactory = _ => 8, Description = "How many parts." };
        var genres = new Option<int>("--genres") { DefaultValueFactory = _ => 10, Description = "How many genres." };
        var command = new Command("synthetic", "Write parts of made-up embeddings, and their genres.") { folder, rows, parts, genres };
        command.SetAction(parsed => Write(
            parsed.GetValue(folder)!, parsed.GetValue(rows), parsed.GetValue(parts), parsed.GetValue(genres)));
        return command;
    }

    /// <summary>Writes the parts. A genre is a direction in which its tracks lie, among much that has nothing to do with it.</summary>
    public static void Write(string folder, int rows, int parts, int genres)
    {
        Directory.CreateDirectory(Path.Combine(folder, "parts"));
        using Backbone backbone = BackboneCatalog.Open(BackboneCatalog.Default);
        string listFile = Path.Combine(folder, "tracks.txt");
        File.WriteAllLines(listFile, Enumerable.Range(0, rows).Select(PathOf));
        var list = TrackList.Open(listFile, CancellationToken.None);
        using (var labels = new StreamWriter(Path.Combine(folder, "labels.csv")))
        {
            labels.WriteLine("path,genre,artist");
            for (int i = 0; i < rows; i++)
                labels.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{PathOf(i)},genre {GenreOf(i, genres):00},artist {i / 12}"));
        }
        float[][] centers = [.. Enumerable.Range(0, genres).Select(g => Noise(new Random(g), backbone.EmbeddingSize, 0.15))];
        using ShardModel model = ShardModel.Of(BackboneCatalog.Open(BackboneCatalog.Default));
        for (int p = 0; p < parts; p++)
        {
            var shard = new Shard(p, parts);
            using var writer = new PartWriter(Path.Combine(folder, "parts", $"part-{p:000}.parquet"), model.IdentityOf(list, shard));
            for (int i = p; i < rows; i += parts)
            {
                float[] embedding = Noise(new Random(1_000_000 + i), backbone.EmbeddingSize, 1);
                float[] center = centers[GenreOf(i, genres)];
                for (int k = 0; k < embedding.Length; k++)
                    embedding[k] += center[k];
                writer.Add(new PartRow { Path = PathOf(i), Size = 5_000_000, Hash = new string('0', 64), Embedding = embedding, Seconds = 0.1 });
            }
            writer.Complete();
        }
    }

    private static string PathOf(int track) => string.Create(CultureInfo.InvariantCulture, $"catalogue/{track / 1000:0000}/{track:0000000}.mp3");

    // All tracks of an artist are of one genre.
    private static int GenreOf(int track, int genres) => new Random(track / 12).Next(genres);

    private static float[] Noise(Random random, int size, double deviation)
    {
        var values = new float[size];
        for (int i = 0; i < size; i++)
            values[i] = (float)(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return values;
    }
}
