using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Cli.Sharding;
using MusicGenre.MLNet.Embeddings;

namespace MusicGenre.MLNet.Scale;

/// <summary>
/// The command <c>cost</c>: what a track costs by stage, on one core, and what a million of them cost by that.
/// </summary>
internal static class TrackCost
{
    private const double Million = 1_000_000;

    public static Command Command()
    {
        var files = new Argument<string[]>("FILE") { Description = "Music files of the kind that the catalogue has.", Arity = ArgumentArity.OneOrMore };
        var price = new Option<double>("--price") { DefaultValueFactory = _ => 0.04, Description = "Price of a core hour, in any currency. Default: 0.04." };
        var runs = new Option<int>("--runs") { DefaultValueFactory = _ => 5, Description = "How often each file is done; the median counts. Default: 5." };
        var backbone = new Option<string>("--backbone") { DefaultValueFactory = _ => BackboneCatalog.Default, Description = "The network." };
        var command = new Command("cost", "Measure the cost of a track by stage, and tell that of a million.") { files, price, runs, backbone };
        command.SetAction(parsed => Measure(
            parsed.GetValue(files)!, parsed.GetValue(price), parsed.GetValue(runs), parsed.GetValue(backbone)!));
        return command;
    }

    private static void Measure(string[] files, double price, int runs, string name)
    {
        using Backbone backbone = BackboneCatalog.Open(name);
        var embedder = new TrackEmbedder(backbone);
        using ShardModel model = ShardModel.Of(BackboneCatalog.Open(name));
        int rate = backbone.Description.Mel.SampleRate;
        var rows = new List<PartRow>();
        double hash = 0, decode = 0, embed = 0, bytes = 0;
        foreach (string file in files)
        {
            bytes += new FileInfo(file).Length;
            hash += Median(runs, () => { using FileStream stream = File.OpenRead(file); SHA256.HashData(stream); });
            // The embedder decodes what it needs of a track, so the rest of its time is the picture and the network.
            IReadOnlyList<TrackSegment> segments = [];
            double read = Median(runs, () => segments = embedder.Reader.Read(file, CancellationToken.None));
            decode += read;
            embed += Median(runs, () => embedder.Embed(embedder.Reader.Read(file, CancellationToken.None), 1, CancellationToken.None)) - read;
            rows.Add(model.Work(file, CancellationToken.None));
        }
        (double write, double size) = Writing(model, rows, runs);
        int n = files.Length;
        (string Stage, double Seconds)[] stages =
            [("read and hash", hash / n), ("decode and resample", decode / n), ("spectrogram and network", embed / n), ("journal and Parquet", write / n)];
        double total = stages.Sum(stage => stage.Seconds);
        Print($"{n} files of {bytes / n / 1e6:0.0} MB, {name}, one thread, median of {runs}; resampled to {rate} Hz");
        Print($"| stage | ms a track | core hours a million |");
        Print($"|---|---|---|");
        foreach ((string stage, double seconds) in stages.Append(("together", total)))
            Print($"| {stage} | {1000 * seconds:0.0} | {Million * seconds / 3600:0.0} |");
        Print($"a million tracks: {Million * total / 3600:0.0} core hours, {Million * total / 3600 * price:0.00} at {price} a core hour,");
        Print($"  {Million * bytes / n / 1e12:0.00} TB read, {Million * size / n / 1e9:0.00} GB of Parquet written, {Environment.WorkingSet / 1e6:0} MB of memory a process");
    }

    private static (double Seconds, double Bytes) Writing(ShardModel model, List<PartRow> rows, int runs)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("musicgenre-");
        try
        {
            string list = Path.Combine(folder.FullName, "list.txt"), part = Path.Combine(folder.FullName, "part.parquet");
            File.WriteAllLines(list, rows.Select(row => row.Path));
            PartIdentity identity = model.IdentityOf(TrackList.Open(list, CancellationToken.None), new Shard(0, 1));
            // Many rows, as a shard has: a file of a few is mostly footer.
            PartRow[] many = [.. Enumerable.Range(0, 2000).Select(i => rows[i % rows.Count])];
            double seconds = Median(runs, () =>
            {
                using Journal journal = Journal.Open(part, identity);
                foreach (PartRow row in many)
                    journal.Add(row);
                using var writer = new PartWriter(part, identity);
                foreach (PartRow row in journal.Rows())
                    writer.Add(row);
                writer.Complete();
                journal.Delete();
            });
            return (seconds * rows.Count / many.Length, (double)new FileInfo(part).Length * rows.Count / many.Length);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static double Median(int runs, Action work)
    {
        // The first one compiles.
        work();
        double[] seconds = [.. Enumerable.Range(0, runs).Select(_ =>
        {
            long begin = Stopwatch.GetTimestamp();
            work();
            return Stopwatch.GetElapsedTime(begin).TotalSeconds;
        }).Order()];
        return seconds[runs / 2];
    }

    private static void Print(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
