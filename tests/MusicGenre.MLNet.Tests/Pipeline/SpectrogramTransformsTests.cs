using Microsoft.ML;
using Microsoft.ML.Data;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Embeddings;
using MusicGenre.MLNet.Pipeline;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Tests.Pipeline;

public class SpectrogramTransformsTests
{
    private sealed class Song
    {
        public string File { get; set; } = "";
    }

    private sealed class Embedded
    {
        public float[] Features { get; set; } = [];
    }

    private sealed class Pictured
    {
        [AnyImageType]
        public MLImage Picture { get; set; } = null!;
    }

    private readonly List<IDisposable> _models = [];

    [TearDown]
    public void DisposeModels()
    {
        _models.ForEach(model => model.Dispose());
        _models.Clear();
    }

    [Test]
    public void Spectrogram_embedding_of_paths_is_the_tracks_mean_embedding()
    {
        using var folder = new TemporaryFolder();
        (MLContext ml, IDataView data, string[] files) = Songs(folder);

        IDataView embedded = Owned(Embedding(ml, folder).Fit(data)).Transform(data);

        Assert.That(embedded.Schema["Features"].Type, Is.EqualTo(new VectorDataViewType(NumberDataViewType.Single, 1, 896)));
        Assert.That(embedded.Schema.Select(c => c.Name), Is.EqualTo(new[] { "File", "Features" }));
        Assert.That(Features(ml, embedded), Is.EqualTo(files.Select(Expected)).Within(1e-4f));
    }

    [Test]
    public void Spectrogram_embedding_second_time_is_taken_from_the_workspace()
    {
        using var folder = new TemporaryFolder();
        (MLContext ml, IDataView data, _) = Songs(folder);
        List<float[]> first = Features(ml, Owned(Embedding(ml, folder).Fit(data)).Transform(data));
        string[] entries = Directory.GetFiles(folder.Combine("workspace"), "*.emb", SearchOption.AllDirectories);

        // A cache entry that says something else shows that the second run reads it.
        Assert.That(entries, Has.Length.EqualTo(first.Count));
        string key = Path.GetFileNameWithoutExtension(entries[0]);
        var planted = new SegmentEmbeddings(new float[896], 896, [new SegmentTime(TimeSpan.Zero, TimeSpan.FromSeconds(2))]);
        new EmbeddingCache(folder.Combine("workspace")).TryWrite(key, planted);

        Assert.That(Features(ml, Owned(Embedding(ml, folder).Fit(data)).Transform(data)), Has.One.All.Zero);
    }

    [Test]
    public void Spectrogram_embedding_saved_and_loaded_by_plain_ML_net_gives_the_same()
    {
        using var folder = new TemporaryFolder();
        (MLContext ml, IDataView data, string[] files) = Songs(folder);
        ml.Model.Save(Owned(Embedding(ml, folder).Fit(data)), data.Schema, folder.Combine("embedding.zip"));

        MLContext fresh = new MLContext().RegisterMusicGenre();
        ITransformer loaded = Owned(fresh.Model.Load(folder.Combine("embedding.zip"), out _));

        Assert.That(Features(fresh, loaded.Transform(data)), Is.EqualTo(files.Select(Expected)).Within(1e-4f));
    }

    [Test]
    public void MelSpectrogram_images_of_paths_are_the_spectrograms_and_embed_alike()
    {
        using var folder = new TemporaryFolder();
        (MLContext ml, IDataView data, string[] files) = Songs(folder);
        IEstimator<ITransformer> images = ml.Transforms.MelSpectrogramImages("Picture", "File");
        ITransformer model = Owned(images.Append(ml.Transforms.SpectrogramEmbedding("Features", "Picture", Options(folder))).Fit(data));
        ml.Model.Save(model, data.Schema, folder.Combine("pictures.zip"));

        MLContext fresh = new MLContext().RegisterMusicGenre();
        IDataView loaded = Owned(fresh.Model.Load(folder.Combine("pictures.zip"), out _)).Transform(data);

        List<Pictured> pictures = [.. fresh.Data.CreateEnumerable<Pictured>(loaded, reuseRowObject: false)];
        SpectrogramImage expected = SpectrogramImage.FromClip(AudioClip.FromFile(files[0]));
        Assert.That((pictures[0].Picture.Width, pictures[0].Picture.Height), Is.EqualTo((expected.Width, expected.Height)));
        Assert.That(Grey(pictures[0].Picture), Is.EqualTo(expected.Pixels));
        using Backbone backbone = BackboneCatalog.Open("mel-statistics");
        float[] embedding = new TrackEmbedder(backbone).Embed(expected).Mean();
        Assert.That(Features(fresh, loaded)[0], Is.EqualTo(embedding).Within(1e-4f));
        foreach (Pictured picture in pictures)
            picture.Picture.Dispose();
    }

    [Test]
    public void Spectrogram_embedding_column_is_missing_or_a_number_says_so()
    {
        using var folder = new TemporaryFolder();
        (MLContext ml, IDataView data, _) = Songs(folder);
        IDataView numbers = ml.Transforms.Conversion.Hash("File").Fit(data).Transform(data);

        Assert.That(
            () => ml.Transforms.SpectrogramEmbedding("Features", "Path").Fit(data),
            Throws.ArgumentException.With.Message.Contains("no column 'Path'; it has File"));
        Assert.That(
            () => ml.Transforms.SpectrogramEmbedding("Features", "File").Fit(numbers),
            Throws.ArgumentException.With.Message.Contains("must hold paths (text) or spectrogram images"));
    }

    // ML.NET keeps a file of each ONNX graph in the temporary folder until its transformer is disposed.
    private ITransformer Owned(ITransformer model)
    {
        _models.Add((IDisposable)model);
        return model;
    }

    [Test]
    public void Spectrogram_embedding_disposed_leaves_no_file()
    {
        using var folder = new TemporaryFolder();
        (_, IDataView data, _) = Songs(folder);
        // A catalogue does not show its context, so the context is given to the estimator itself.
        MLContext ml = PipelineContext.Create();
        ml.TempFilePath = Directory.CreateDirectory(folder.Combine("ml")).FullName;
        using Backbone backbone = BackboneCatalog.Open("mel-statistics");
        var estimator = new SpectrogramEmbeddingEstimator(ml, "Features", "File", backbone, new SegmentOptions(), cache: null);

        ITransformer model = estimator.Fit(data);
        Assert.That(Directory.GetFiles(ml.TempFilePath, "*", SearchOption.AllDirectories), Has.Length.EqualTo(1));
        ((IDisposable)model).Dispose();
        Assert.That(Directory.GetFiles(ml.TempFilePath, "*", SearchOption.AllDirectories), Is.Empty);
    }

    private static (MLContext, IDataView, string[]) Songs(TemporaryFolder folder)
    {
        ToneGenres.Write(folder.Combine("songs"), tracks: 1);
        string[] files = [.. Directory.GetFiles(folder.Combine("songs"), "*.wav", SearchOption.AllDirectories).Order(
            StringComparer.Ordinal)];
        var ml = new MLContext(1);
        return (ml, ml.Data.LoadFromEnumerable(files.Select(f => new Song { File = f })), files);
    }

    private static SpectrogramEmbeddingEstimator Embedding(MLContext ml, TemporaryFolder folder)
        => ml.Transforms.SpectrogramEmbedding("Features", "File", Options(folder));

    // The classical baseline, whose embeddings are told from any network's.
    private static SpectrogramEmbeddingOptions Options(TemporaryFolder folder)
        => new() { Backbone = "mel-statistics", WorkspacePath = folder.Combine("workspace") };

    private static List<float[]> Features(MLContext ml, IDataView view)
        => [.. ml.Data.CreateEnumerable<Embedded>(view, reuseRowObject: false).Select(e => e.Features)];

    private static float[] Expected(string file)
    {
        using Backbone backbone = BackboneCatalog.Open("mel-statistics");
        return new TrackEmbedder(backbone).Embed(file).Mean();
    }

    private static byte[] Grey(MLImage image) => [.. Enumerable.Range(0, image.Width * image.Height).Select(i => image.Pixels[4 * i])];
}
