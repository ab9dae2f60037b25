using System.Text.Json;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Endurance.Children;

namespace MusicGenre.MLNet.Endurance.Kills;

/// <summary>The kinds of work that are killed, and what must hold afterwards.</summary>
internal static class KillCases
{
    private static readonly string[] ReportFiles = ["report.html", "report.json", "answers.csv", "genres.csv", "confusion.csv", "model-card.md"];

    /// <summary>Gets all kinds.</summary>
    public static IReadOnlyList<KillCase> All { get; } =
    [
        new("save", folder => Worker("save", folder), folder => Worker("save", folder, "1"), CheckModel, 300),
        new("train with a cache", folder => Worker("train", folder), folder => Worker("train", folder, "1"), CheckCache, 600),
        new("report", folder => Worker("report", folder), folder => Worker("report", folder, "1"), CheckReport, 400),
        new("decode a stream", folder => Worker("decode", folder), folder => Worker("decode", folder, "1"), (_, _) => null, 400),
        new("tool: classify", Classify, Classify, CheckResults, 900, SaysReady: false),
        new("tool: tag", Tag, Tag, CheckTags, 900, SaysReady: false),
        new("tool: train", ToolTrain, ToolTrain, CheckModel, 1500, SaysReady: false),
    ];

    /// <summary>Fills a folder with what the work needs.</summary>
    public static void Prepare(string folder)
    {
        ToneGenres.Write(Path.Combine(folder, "music"), tracks: 6);
        string tagged = Directory.CreateDirectory(Path.Combine(folder, "tagged")).FullName;
        string wav = Path.Combine(folder, "song.wav");
        ToneGenres.Compose("low", 20, 1).SaveWav(wav);
        ExternalProgram.Run(folder, ["ffmpeg", "-nostdin", "-v", "error", "-y", "-i", wav, Path.Combine(folder, "song.flac")]);
        ExternalProgram.Run(folder, ["ffmpeg", "-nostdin", "-v", "error", "-y", "-t", "3", "-i", wav, Path.Combine(folder, "short.mp3")]);
        for (int i = 0; i < 40; i++)
            File.Copy(Path.Combine(folder, "short.mp3"), Path.Combine(tagged, $"{i:00}.mp3"));
    }

    private static string[] Worker(params string[] args) => ["dotnet", typeof(Child).Assembly.Location, "child", .. args];

    private static string[] Tool(params string[] args)
        => ["dotnet", Repository.Program("src/MusicGenre.MLNet.Cli", "musicgenre.dll"), .. args];

    private static string[] Classify(string folder) => Tool("classify", "music", "-o", "results.jsonl", "--resume");

    private static string[] Tag(string folder) => Tool("tag", "tagged", "--write", "--replace", "--genres", "rock,jazz,blues");

    private static string[] ToolTrain(string folder)
        => Tool("train", "music", "--backbone", "mel-statistics", "-o", "model.zip", "--cache", "tool-cache", "--report", "tool-report");

    private static string? CheckModel(string folder, bool isOver)
    {
        string model = Path.Combine(folder, "model.zip");
        if (!File.Exists(model))
            return isOver ? "there is no model" : null;
        using MusicGenreClassifier classifier = MusicGenreClassifier.Load(model);
        return classifier.Genres.Count == 3 ? null : "it is another model";
    }

    private static string? CheckCache(string folder, bool isOver)
    {
        var cache = new EmbeddingCache(Path.Combine(folder, "cache"));
        string[] entries = Directory.Exists(cache.Directory)
            ? Directory.GetFiles(cache.Directory, "*.emb", SearchOption.AllDirectories) : [];
        if (entries.FirstOrDefault(entry => cache.TryRead(Path.GetFileNameWithoutExtension(entry)) is null) is { } damaged)
            return $"{damaged} is damaged";
        return isOver && Child.TrainOnce(folder, reuse: true) != Child.TrainOnce(folder, reuse: false)
            ? "with the cache, training gives other figures than without" : null;
    }

    private static string? CheckReport(string folder, bool isOver)
    {
        string report = Path.Combine(folder, "report", "report.html");
        if (File.Exists(report) && !File.ReadAllText(report).TrimEnd().EndsWith("</html>", StringComparison.Ordinal))
            return "the page is cut off";
        return isOver ? ReportFiles.FirstOrDefault(name => !File.Exists(Path.Combine(folder, "report", name))) is { } missing
            ? $"{missing} is missing" : null : null;
    }

    private static string? CheckResults(string folder, bool isOver)
    {
        string results = Path.Combine(folder, "results.jsonl");
        if (!isOver)
            return null;
        string[] paths = [.. File.ReadAllLines(results).Select(line => JsonDocument.Parse(line).RootElement.GetProperty("path").GetString()!)];
        File.Delete(results);
        return paths.Length == 18 && paths.Distinct().Count() == 18 ? null : $"there are {paths.Length} lines for 18 files";
    }

    private static string? CheckTags(string folder, bool isOver)
    {
        float[] expected = AudioClip.FromFile(Path.Combine(folder, "short.mp3")).Samples.ToArray();
        foreach (string file in Directory.GetFiles(Path.Combine(folder, "tagged")).Where(file => file.EndsWith(".mp3", StringComparison.Ordinal)))
        {
            if (Path.GetFileName(file).StartsWith('.'))
                continue;
            if (!AudioClip.FromFile(file).Samples.Span.SequenceEqual(expected))
                return $"{file} sounds different";
        }
        return null;
    }
}
