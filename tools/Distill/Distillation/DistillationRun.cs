using System.Diagnostics;
using System.Text.Json;
using MusicGenre.MLNet.Torch.Native.Numerics;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Distill.Distillation;

/// <summary>One distillation, from its first epoch or from a checkpoint to its end.</summary>
internal sealed class DistillationRun : IDisposable
{
    /// <summary>Batches over which the normalisation statistics are computed anew before each validation.</summary>
    private const int NormalizationBatches = 40;

    private readonly Student _student;
    private readonly WindowSet _windows;
    private readonly DistillationOptions _options;
    private readonly IProgress<DistillationProgress>? _progress;
    private readonly CancellationToken _ct;
    private readonly ParameterGroups _groups;
    private readonly DecoupledAdam _optimizer;
    private readonly string _identity;
    private readonly int _steps;
    private readonly List<DistillationEpoch> _history = [];
    private readonly TargetStatistics _statistics;
    private readonly StudentBatchMaker _maker;
    private readonly StudentBatchMaker _plainMaker;
    private readonly StudentBatchMaker _validationMaker;
    private readonly DistillationLoss _loss;

    public DistillationRun(Student student, WindowSet windows, DistillationOptions options, IProgress<DistillationProgress>? progress,
        CancellationToken ct)
    {
        _student = student;
        _windows = windows;
        _options = options;
        _progress = progress;
        _ct = ct;
        _steps = BatchPlan.Count(windows.TrainCount, options.BatchSize);
        _identity = IdentityOf(student, windows, options);
        _groups = ParameterGroups.Of(student.Network, new NetworkTrainingOptions { WeightDecay = options.WeightDecay }, student.Projection);
        _optimizer = new DecoupledAdam(_groups, options.LearningRate);
        _statistics = TargetStatistics.Of(windows.Train, windows.Blocks);
        if (!Resume())
            student.BeginWithMeans(windows.Blocks, _statistics);
        int frames = options.CropFrames ?? windows.Frames - 8;
        _maker = new StudentBatchMaker(windows, windows.Train, _statistics, options.Augmentation, frames, options.Seed);
        _plainMaker = new StudentBatchMaker(windows, windows.Train, _statistics, NetworkAugmentationOptions.None, frames, options.Seed);
        _validationMaker = new StudentBatchMaker(
            windows, windows.Validation, _statistics, NetworkAugmentationOptions.None, windows.Frames, options.Seed);
        _loss = new DistillationLoss(options.Learned(windows.Blocks), _statistics);
    }

    public DistillationResult Run()
    {
        int? resumedAfter = _history.Count > 0 ? _history.Count : null;
        for (int epoch = _history.Count + 1; epoch <= _options.Epochs; epoch++)
            TrainEpoch(epoch);
        _student.eval();
        return new DistillationResult(_history, resumedAfter, _steps, _windows.TrainCount);
    }

    /// <summary>What the student says of the unaltered training windows, in order: [windows × targets].</summary>
    public IEnumerable<float[]> Answers(IReadOnlyList<int> indices)
    {
        _student.eval();
        foreach (int[] batch in indices.Chunk(_options.BatchSize))
        {
            _ct.ThrowIfCancellationRequested();
            float[] values;
            using (DisposeScope scope = NewDisposeScope())
            using (var noGrad = no_grad())
                values = _student.call(Images(_plainMaker.Make(0, batch), _plainMaker)).data<float>().ToArray();
            int size = values.Length / batch.Length;
            for (int i = 0; i < batch.Length; i++)
                yield return values[(i * size)..((i + 1) * size)];
        }
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _loss.Dispose();
    }

    private void TrainEpoch(int epoch)
    {
        var watch = Stopwatch.StartNew();
        _groups.EnterTrainingMode();
        double embeddingSum = 0, tagSum = 0;
        int seen = 0;
        int[][] plan = [.. BatchPlan.Of(_windows.TrainCount, _options.BatchSize, _options.Seed, epoch)];
        // The next batch is made while libtorch works on this one.
        Task<StudentBatch> next = Task.Run(() => _maker.Make(epoch, plan[0]), _ct);
        for (int step = 0; step < plan.Length; step++)
        {
            _ct.ThrowIfCancellationRequested();
            StudentBatch batch = next.GetAwaiter().GetResult();
            if (step + 1 < plan.Length)
            {
                int[] following = plan[step + 1];
                next = Task.Run(() => _maker.Make(epoch, following), _ct);
            }

            _optimizer.LearningRate = _options.LearningRate * _options.RateFactor((long)(epoch - 1) * _steps + step, _steps);
            (double embeddings, double tags) = Step(batch, epoch, step);
            embeddingSum += embeddings * batch.Count;
            tagSum += tags * batch.Count;
            seen += batch.Count;
            _progress?.Report(new DistillationProgress(
                epoch, _options.Epochs, step + 1, _steps, embeddingSum / seen, tagSum / seen, seen / watch.Elapsed.TotalSeconds, null));
        }

        double speed = seen / watch.Elapsed.TotalSeconds;
        RecomputeNormalization(epoch);
        (double validEmbeddings, double validTags) = Validate();
        var result = new DistillationEpoch(
            epoch, embeddingSum / seen, tagSum / seen, validEmbeddings, validTags, _optimizer.LearningRate, watch.Elapsed.TotalSeconds);
        _history.Add(result);
        SaveCheckpoint();
        _progress?.Report(new DistillationProgress(
            epoch, _options.Epochs, _steps, _steps, result.EmbeddingError, result.TagError, speed, result));
    }

    private (double Embeddings, double Tags) Step(StudentBatch batch, int epoch, int step)
    {
        using DisposeScope scope = NewDisposeScope();
        _student.zero_grad();
        (Tensor embeddings, Tensor tags) = Loss(batch, _maker);
        using Scalar weight = _options.TagWeight.ToScalar();
        double embeddingValue = embeddings.item<float>(), tagValue = tags.item<float>();
        if (!double.IsFinite(embeddingValue + tagValue))
        {
            throw new NetworkTrainingException(
                $"The loss became {embeddingValue + tagValue} at epoch {epoch}, step {step + 1} of {_steps}. Try a smaller LearningRate or GradientClip, or a longer warm-up.");
        }

        embeddings.Plus(tags.mul(weight)).backward();
        nn.utils.clip_grad_norm_(_groups.Parameters, _options.GradientClip);
        _optimizer.Step();
        return (embeddingValue, tagValue);
    }

    private (Tensor Embeddings, Tensor Tags) Loss(StudentBatch batch, StudentBatchMaker maker)
        => _loss.Of(_student.call(Images(batch, maker)), tensor(batch.Targets, [batch.Count, _statistics.Means.Length]));

    private static Tensor Images(StudentBatch batch, StudentBatchMaker maker)
        => tensor(batch.Images, [batch.Count, 1, maker.Mels, maker.Frames]);

    private void RecomputeNormalization(int epoch)
    {
        // A negative epoch has random streams of its own.
        IEnumerable<TrainingBatch> batches = BatchPlan.Of(_windows.TrainCount, _options.BatchSize, _options.Seed, -epoch)
            .Take(NormalizationBatches)
            .Select((indices, i) => new TrainingBatch(
                i, _plainMaker.Make(-epoch, indices).Images, _plainMaker.Mels, [], new int[indices.Length]));
        NormalizationStatistics.Recompute(_student.Network, _groups.Normalizations, batches, _ct);
    }

    private (double Embeddings, double Tags) Validate()
    {
        _student.eval();
        double embeddingSum = 0, tagSum = 0;
        foreach (int[] indices in Enumerable.Range(0, _windows.ValidationCount).Chunk(_options.BatchSize))
        {
            _ct.ThrowIfCancellationRequested();
            using DisposeScope scope = NewDisposeScope();
            using var noGrad = no_grad();
            (Tensor embeddings, Tensor tags) = Loss(_validationMaker.Make(0, indices), _validationMaker);
            embeddingSum += embeddings.item<float>() * indices.Length;
            tagSum += tags.item<float>() * indices.Length;
        }

        return (embeddingSum / _windows.ValidationCount, tagSum / _windows.ValidationCount);
    }

    private bool Resume()
    {
        if (_options.CheckpointPath is not string path || DistillationCheckpoint.Load(path) is not DistillationCheckpoint checkpoint)
            return false;
        if (checkpoint.Identity != _identity)
        {
            throw new NetworkTrainingException(
                $"{path} belongs to another distillation: {checkpoint.Identity} instead of {_identity}. Name another file, or delete it to begin anew.");
        }

        checkpoint.Weights.Restore(_student);
        _optimizer.Load(checkpoint.Optimizer);
        _history.AddRange(checkpoint.History);
        return true;
    }

    private void SaveCheckpoint()
    {
        if (_options.CheckpointPath is not string path)
            return;
        new DistillationCheckpoint(_identity, _history, TensorArchive.Capture(_student), _optimizer.Save()).Save(path);
    }

    /// <summary>
    /// What must be equal to go on. How long it lasts may change (that is what the schedule is for), and so may the music: more of it may
    /// have come.
    /// </summary>
    private static string IdentityOf(Student student, WindowSet windows, DistillationOptions options) => JsonSerializer.Serialize(new
    {
        Architecture = student.Network.Architecture.Name,
        student.Network.ParameterCount,
        Targets = options.Learned(windows.Blocks).Select(block => $"{block.Teacher} {block.Output.Name} {block.Output.Size}")
            .Concat(options.AlteredWindows ? [] : ["of unaltered windows only"]),
        windows.Options.Seconds,
        options.BatchSize,
        options.LearningRate,
        options.WeightDecay,
        options.Seed,
    });
}
