using System.Globalization;
using Microsoft.ML;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Models;
using MusicGenre.MLNet.Torch.Export;
using MusicGenre.MLNet.Torch.Networks;

namespace MusicGenre.MLNet.Probe;

/// <summary>
/// The ways in to ONNX Runtime, each to be taken in a process of its own: <c>VERB FOLDER [SECONDS]</c>. The folder holds <c>music</c>,
/// one sub-folder a genre, and for <c>mlnet-load</c> and <c>mlnet-load-registered</c> a <c>model.zip</c>. The process stays for the
/// seconds, default 0: ONNX Runtime's telemetry sends for the first time about 8 s after its first session.
/// </summary>
internal static class EmptyHome
{
    /// <summary>Runs a verb; 0 if it did what it says, 2 if it is unknown.</summary>
    /// <param name="args">The verb, the folder, the seconds.</param>
    public static int Run(string[] args)
    {
        Action<string>? way = args is not [string verb, _, ..] ? null : verb switch
        {
            "predict" => Predict,
            "train" => Train,
            "mlnet-load" => LoadAndPredict,
            "mlnet-load-registered" => RegisterLoadAndPredict,
            "export" => Export,
            _ => null,
        };
        if (way is null)
        {
            Console.Error.WriteLine(
                "Usage: predict | train | mlnet-load | mlnet-load-registered | export, then a folder with music, then seconds to stay");
            return 2;
        }

        way(args[1]);
        if (args.Length > 2)
            Thread.Sleep(TimeSpan.FromSeconds(int.Parse(args[2], CultureInfo.InvariantCulture)));
        return 0;
    }

    private static void Predict(string folder)
    {
        using var classifier = MusicGenreClassifier.Pretrained();
        Console.WriteLine(classifier.Predict(FirstFile(folder)).Genre);
    }

    private static void Train(string folder)
    {
        using var classifier = MusicGenreClassifier.Train(Path.Combine(folder, "music"));
        classifier.Save(Path.Combine(folder, "trained.zip"));
        Console.WriteLine(classifier.Predict(FirstFile(folder)).Genre);
    }

    private static void RegisterLoadAndPredict(string folder) => Predict(new MLContext().RegisterMusicGenre(), folder);

    private static void LoadAndPredict(string folder) => Predict(new MLContext(), folder);

    private static void Predict(MLContext context, string folder)
    {
        ITransformer model = context.Model.Load(Path.Combine(folder, "model.zip"), out DataViewSchema schema);
        using var engine = context.Model.CreatePredictionEngine<GenreModelInput, GenreModelOutput>(model, schema);
        Console.WriteLine(engine.Predict(new GenreModelInput { AudioPath = FirstFile(folder) }).PredictedLabel);
    }

    private static void Export(string folder)
    {
        string path = Path.Combine(folder, "small.onnx");
        int size;
        using (SpectrogramNetwork network = NetworkArchitecture.SmallCnn.Create(3, new NetworkOptions { Width = 0.25 }))
        {
            network.eval();
            size = network.EmbeddingSize;
            OnnxExporter.Export(network, path);
        }

        var description = new BackboneDescription { Name = "small", Input = BackboneInput.Picture, EmbeddingSize = size };
        using var backbone = BackboneCatalog.Open(description, File.ReadAllBytes(path));
        Console.WriteLine(backbone.ParameterCount);
    }

    private static string FirstFile(string folder)
        => Directory.EnumerateFiles(Path.Combine(folder, "music"), "*.wav", SearchOption.AllDirectories).Min(StringComparer.Ordinal)!;
}
