using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.Distillation;
using MusicGenre.MLNet.Torch.Export;
using MusicGenre.MLNet.Torch.Networks;

namespace Distill;

/// <summary>Writes a student as <c>NAME.onnx</c> and <c>NAME.manifest.json</c>.</summary>
internal static class StudentExport
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>The commit of the working directory's repository, with <c>-dirty</c> behind it if files were changed since.</summary>
    public static string Commit()
    {
        try
        {
            using Process git = Process.Start(
                new ProcessStartInfo("git", "describe --always --dirty --abbrev=12") { RedirectStandardOutput = true })!;
            return git.StandardOutput.ReadToEnd().Trim() is { Length: > 0 } commit ? commit : "unknown";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "unknown"; // a copy of the source without git is as good
        }
    }

    public static void Write(
        string folder,
        SpectrogramNetwork network,
        WindowSet windows,
        GenreHeadOptions genres,
        DistillationOptions options,
        DistillationResult result,
        IReadOnlyDictionary<string, string> teachers,
        string commit)
    {
        Directory.CreateDirectory(folder);
        string path = Path.Combine(folder, network.Architecture.Name + ".onnx");
        string[] names = [.. genres.Genres.Select(genre => genre.Genre)];
        OnnxExporter.Export(network, path, new OnnxExportOptions { Genres = names, Mels = windows.Mels });
        File.WriteAllBytes(path, HalfPrecision.Store(network, File.ReadAllBytes(path)));
        var manifest = new NetworkManifest
        {
            Name = network.Architecture.Name,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))),
            Architecture = network.Architecture.Name,
            Parameters = network.ParameterCount,
            EmbeddingSize = network.EmbeddingSize,
            Stride = network.Stride,
            HoursOfMusic = windows.HoursByCollection.OrderBy(pair => pair.Key, StringComparer.Ordinal).ToDictionary(
                pair => pair.Key, pair => Math.Round(pair.Value, 3)),
            TrainingWindows = result.WindowsPerEpoch,
            ValidationWindows = windows.ValidationCount,
            Teachers = teachers,
            Windows = windows.Options,
            // Where the checkpoint lies is nobody's business but this machine's.
            Training = options with { CheckpointPath = null },
            Epochs = result.History.Count,
            Figures = result.History[^1],
            Genres = names,
            Commit = commit,
        };
        File.WriteAllText(Path.Combine(folder, network.Architecture.Name + ".manifest.json"), JsonSerializer.Serialize(manifest, Json)
            + "\n");
        Console.WriteLine($"{path}: {new FileInfo(path).Length / 1e6:f2} MB");
    }
}
