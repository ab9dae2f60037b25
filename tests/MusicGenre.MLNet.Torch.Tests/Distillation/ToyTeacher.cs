using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Spectrograms;
using Distill.Distillation;
using MusicGenre.MLNet.Torch.Export;
using MusicGenre.MLNet.Torch.Networks;

namespace MusicGenre.MLNet.Torch.Tests.Distillation;

/// <summary>A small teacher with random weights, and music of tones for it.</summary>
internal static class ToyTeacher
{
    public const int Tags = 4;

    /// <summary>The names of its tags.</summary>
    public static IReadOnlyList<string> TagNames { get; } = ["low", "high", "loud", "odd"];

    /// <summary>Two genres out of its tags.</summary>
    public static GenreHeadOptions Genres { get; } = new()
    {
        Genres = [new GenreTags("bass", [new TeacherTag("toy", "low")]),
            new GenreTags("treble", [new TeacherTag("toy", "high"), new TeacherTag("toy", "odd")])],
        TagNames = new Dictionary<string, IReadOnlyList<string>> { ["toy"] = TagNames },
        Scale = 3,
    };

    /// <summary>Writes the teacher into a folder and opens it.</summary>
    public static Teacher Open(string folder, string output = "embedding")
    {
        string path = Path.Combine(folder, "toy.onnx");
        int size;
        using (SpectrogramNetwork network = NetworkArchitecture.SmallCnn.Create(Tags, new NetworkOptions { Width = 0.2, Seed = 7 }))
        {
            network.eval();
            size = network.EmbeddingSize;
            OnnxExporter.Export(network, path);
        }

        var front = new BackboneDescription
        {
            Name = "toy",
            Mel = MelOptions.Musicnn,
            WindowSamples = 16_000,
            HopSamples = 16_000,
            EmbeddingSize = size,
        };
        var description = new TeacherDescription
        {
            FrontEnd = front,
            PatchesPerWindow = 2,
            Outputs = [new TeacherOutput(output, size, TeacherOutputKind.Embedding),
                new TeacherOutput("logits", Tags, TeacherOutputKind.TagLogits)],
        };
        return new Teacher(description, path);
    }

    /// <summary>Files of 7 s, each of chords of its own, in a folder.</summary>
    public static IReadOnlyList<MusicSource> Music(string folder, int files)
    {
        var sources = new List<MusicSource>();
        for (int i = 0; i < files; i++)
        {
            var random = new Random(i);
            double[] hertz = [.. Enumerable.Range(0, 3).Select(_ => 60 * Math.Pow(100, random.NextDouble()))];
            var samples = new float[7 * 22_050];
            for (int t = 0; t < samples.Length; t++)
                samples[t] = (float)(0.1 * hertz.Sum(f => Math.Sin(2 * Math.PI * f * t / 22_050)) + 0.02 * (random.NextDouble() - 0.5));
            string path = Path.Combine(folder, $"chord{i}.wav");
            new AudioClip(samples, 22_050).SaveWav(path);
            sources.Add(new MusicSource(path, $"chord{i}", i % 2 == 0 ? "even" : "odd"));
        }

        return sources;
    }
}
