using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Networks.Layers;
using MusicGenre.MLNet.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Distill.Distillation;

/// <summary>
/// Teaches a spectrogram network what larger audio networks say of the same sound: it learns their embeddings and tags from 8-bit mel
/// pictures. No weight of a teacher is copied.
/// </summary>
public static class Distiller
{
    /// <summary>How many training windows the genres' means and deviations are taken from.</summary>
    private const int CalibrationWindows = 6000;

    /// <summary>Trains a network, or goes on with a training that was stopped, and gives it a head that names genres.</summary>
    /// <param name="network">The network, with as many genres as <paramref name="genres"/> has; left in evaluation mode.</param>
    /// <param name="windows">The music, see <see cref="WindowCache.Prepare"/>.</param>
    /// <param name="genres">The genres of its head.</param>
    /// <param name="options">How to train; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Told after every step and every epoch, on the training thread.</param>
    /// <param name="ct">Stops within one step; the checkpoint, if any, holds the last whole epoch.</param>
    /// <returns>Every epoch's figures.</returns>
    /// <exception cref="ArgumentException">
    /// The options are out of range, a tag is unknown, or the network has another number of genres.
    /// </exception>
    /// <exception cref="NetworkTrainingException">
    /// The loss is no longer a number, or the checkpoint is damaged or of another training.
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="ct"/> was cancelled.</exception>
    public static DistillationResult Train(
        SpectrogramNetwork network,
        WindowSet windows,
        GenreHeadOptions genres,
        DistillationOptions? options = null,
        IProgress<DistillationProgress>? progress = null,
        CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(windows);
        ArgumentNullException.ThrowIfNull(genres);
        options ??= new DistillationOptions();
        options.Validate();
        IReadOnlyList<TargetBlock> learned = options.Learned(windows.Blocks);
        if (!options.AlteredWindows)
            windows = windows.Unaltered();
        if (genres.Reference?.Intersect(windows.TrainCollections).Any() == false)
            throw new ArgumentException($"None of the reference collections ({string.Join(", ", genres.Reference)}) is among the music: {string.Join(", ", windows.HoursByCollection.Keys)}.", nameof(genres));
        if (network.Genres != genres.Genres.Count)
            throw new ArgumentException($"The network has {network.Genres} genres, the table of genres {genres.Genres.Count}; make the network with as many.", nameof(network));
        foreach (TeacherTag tag in genres.Genres.SelectMany(genre => genre.Tags))
            genres.IndexOf(tag, learned); // an unknown tag shall not come to light after hours

        int threads = get_num_threads();
        using DisposeScope scope = NewDisposeScope();
        try
        {
            if (options.Threads is int wanted)
                set_num_threads(wanted);
            using var gradients = enable_grad();
            var student = new Student(network, windows.Blocks[^1].End, options.Seed);
            using var run = new DistillationRun(student, windows, options, progress, ct);
            DistillationResult result = run.Run();
            WriteHead(student, run, windows, genres);
            return result;
        }
        finally
        {
            network.eval();
            network.zero_grad();
            set_num_threads(threads);
        }
    }

    private static void WriteHead(Student student, DistillationRun run, WindowSet windows, GenreHeadOptions genres)
    {
        int[] plain =
        [
            .. Enumerable.Range(0, windows.TrainCount)
                .Where(i => windows.Train[i].Kind == WindowKind.Plain && genres.Reference?.Contains(windows.TrainCollections[i]) != false),
        ];
        int every = Math.Max(1, plain.Length / CalibrationWindows);
        float[][] answers = [.. run.Answers([.. plain.Where((_, i) => i % every == 0)])];
        (IReadOnlyList<(int Target, double Factor)[]> factors, double[] biases) =
            GenreHead.Compose(genres.Genres, tag => genres.IndexOf(tag, windows.Blocks), answers, genres.Scale);

        float[] rows = student.Projection.Linear.weight!.data<float>().ToArray();
        float[] shifts = student.Projection.Linear.bias!.data<float>().ToArray();
        int size = student.Network.EmbeddingSize;
        var weights = new float[factors.Count * size];
        for (int g = 0; g < factors.Count; g++)
        {
            foreach ((int target, double factor) in factors[g])
            {
                for (int i = 0; i < size; i++)
                    weights[g * size + i] += (float)(factor * rows[target * size + i]);
                biases[g] += factor * shifts[target];
            }
        }

        using var noGrad = no_grad();
        DenseLayer head = student.Network.Head is SequenceLayer { Layers: [DropoutLayer, DenseLayer dense] }
            ? dense
            : throw new ArgumentException($"The head of {student.Network.Architecture} is not a single dense layer, which distilled genres need; use mobile or resnet.");
        head.Linear.weight!.copy_(tensor(weights, [factors.Count, size]));
        head.Linear.bias!.copy_(tensor([.. biases.Select(bias => (float)bias)]));
    }
}
