// Music genres in ML.NET's own terms: transforms, trainers, cross-validation, a prediction engine. Needs no files and no network.
//   dotnet run -c Release --project samples/MlNetPipeline                        demo music, composed at the first run
//   dotnet run -c Release --project samples/MlNetPipeline -- DIR                 your music or pictures, one sub-folder a genre
//   … -- DIR gtzan-filtered [SECONDS]   GTZAN by its published fault-filtered split; SECONDS is how long a column of a picture lasts
using System.Globalization;
using DemoMusic;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetPipeline;
using MusicGenre.MLNet;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Data;
using MusicGenre.MLNet.Heads;
using MusicGenre.MLNet.Pipeline;

bool isFiltered = args is [_, "gtzan-filtered", ..];
double? columnSeconds = args is [.., var last] && double.TryParse(last, CultureInfo.InvariantCulture, out double seconds) ? seconds : null;
string folder = args.Length > 0 ? args[0] : Path.Combine("spectrograms", "demo-music");
if (args.Length == 0)
    new DemoMusicLibrary().Write(folder);

MLContext ml = new MLContext(seed: 1).RegisterMusicGenre();
Song[] songs =
[
    .. GenreDataset.Open(folder).Tracks.Select(track => new Song { AudioPath = track.Path, Label = track.Genre, Group = track.Group }),
];
string split = isFiltered ? "the fault-filtered split" : "5 folds; no track or artist is in two of them";
Console.WriteLine($"{songs.Length} tracks in {folder}, measured by {split}");
Console.WriteLine($"\n{"features",-46}{"trainer",-20}{"accuracy",10}{"macro",8}{"log-loss",10}");

var grouped = new GenreClassificationOptions { GroupColumnName = nameof(Song.Group) };

// 1. Embeddings of the backbones that are here, computed once; then our trainer of heads, and LightGBM on the same features.
foreach (string backbone in new[] { "mobile", "mobilenetv2-imagenet" })
{
    var options = new SpectrogramEmbeddingOptions
    {
        Backbone = backbone, Segments = new SegmentOptions { PictureColumnSeconds = columnSeconds },
    };
    try
    {
        Measure(backbone, ml.Transforms.SpectrogramEmbedding("Embedding", nameof(Song.AudioPath), options));
    }
    catch (BackboneException e)
    {
        Console.WriteLine($"{backbone,-46}left out: {e.Message}");
    }
}

// 2. The plain picture way: PNGs through ML.NET's image transforms into a ResNet-18 that knows photographs.
string pictures = SpectrogramPictures.Of(songs, Path.Combine("spectrograms", "pictures"));
Measure(
    "ResNet-18 of ML.NET's DnnImageFeaturizer",
    ml.Transforms.LoadImages("Image", pictures, nameof(Song.Picture))
        .Append(ml.Transforms.ResizeImages("Image", imageWidth: 224, imageHeight: 224))
        .Append(ml.Transforms.ExtractPixels("Pixels", "Image"))
        .Append(ml.Transforms.DnnFeaturizeImage("Embedding", m => m.ModelSelector.ResNet18(ml, m.OutputColumn, m.InputColumn), "Pixels")));

// 3. A whole pipeline from path to genre, and a prediction engine for one song at a time.
var pipeline = ml.Transforms.Conversion.MapValueToKey("Label")
    .Append(ml.Transforms.SpectrogramEmbedding("Embedding", nameof(Song.AudioPath)))
    .Append(ml.MulticlassClassification.Trainers.GenreClassification(grouped))
    .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
using var model = pipeline.Fit(ml.Data.LoadFromEnumerable(songs)); // ML.NET keeps networks in temporary files until this is disposed
using PredictionEngine<Song, Answer> engine = ml.Model.CreatePredictionEngine<Song, Answer>(model);
Console.WriteLine($"\n{Path.GetFileName(songs[0].AudioPath)}: {engine.Predict(songs[0]).PredictedLabel}");

void Measure(string features, IEstimator<ITransformer> embedding)
{
    IDataView raw = ml.Data.LoadFromEnumerable(songs);
    var keys = ml.Transforms.Conversion.MapValueToKey("Label").Fit(raw);
    // Computed once and kept in memory: the folds share the features, which learn nothing from the labels.
    ITransformer fitted = embedding.Fit(raw);
    using var networks = fitted as IDisposable;
    IDataView embedded = fitted.Transform(keys.Transform(raw));
    IDataView rows = ml.Data.Cache(embedded, "Embedding", "Label", nameof(Song.Group), nameof(Song.AudioPath));
    var trainers = ml.MulticlassClassification.Trainers;
    Report("GenreClassification", trainers.GenreClassification(grouped));
    Report("LightGbm", trainers.LightGbm("Label", "Embedding", minimumExampleCountPerLeaf: 5));

    void Report(string name, IEstimator<ITransformer> trainer)
    {
        MulticlassClassificationMetrics[] metrics = isFiltered
            ? [PublishedSplit.Evaluate(ml, rows, trainer)]
            : [.. ml.MulticlassClassification.CrossValidate(rows, trainer, numberOfFolds: 5, samplingKeyColumnName: nameof(Song.Group))
                .Select(fold => fold.Metrics)];
        Console.WriteLine(
            $"{features,-46}{name,-20}{metrics.Average(m => m.MicroAccuracy),10:0.000}{metrics.Average(m => m.MacroAccuracy),8:0.000}"
            + $"{metrics.Average(m => m.LogLoss),10:0.000}");
    }
}
