using System.Text.Json;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Tests.Backbones.Onnx;

namespace MusicGenre.MLNet.Tests.Backbones.SideBySide;

/// <summary>A network of one's own that requires audio, at another sample rate and in segments of another length than <c>mobile</c>.</summary>
internal static class OtherRate
{
    public const string Name = "other-rate";

    /// <summary>Writes the network and its description.</summary>
    /// <returns>The path of the ONNX file.</returns>
    public static string Write(TemporaryFolder folder, string name = "other")
    {
        File.WriteAllBytes(folder.Combine($"{name}.onnx"), OnnxFile.Bytes);
        File.WriteAllText(
            folder.Combine($"{name}.json"), JsonSerializer.Serialize(OnnxFile.Description with { Name = Name }, BackboneJson.Options));
        return folder.Combine($"{name}.onnx");
    }
}

/// <summary>What is in the files.</summary>
internal static class OnnxFile
{
    public static byte[] Bytes { get; } = TinyOnnx.Make();

    public static BackboneDescription Description { get; } = TinyOnnx.Description with
    {
        Mel = MelOptions.Librosa with { SampleRate = 16_000 }, WindowSamples = 16 * 16_000, HopSamples = 16 * 16_000,
        AcceptsShorterWindows = true,
    };
}
