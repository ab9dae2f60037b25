using System.Diagnostics;
using MusicGenre.MLNet.Torch.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>One training, from its first epoch or from a checkpoint to its end.</summary>
internal sealed class TrainingRun : IDisposable
{
    private readonly SpectrogramNetwork _network;
    private readonly IReadOnlyList<TrainingExample> _train;
    private readonly IReadOnlyList<TrainingExample> _validation;
    private readonly NetworkTrainingOptions _options;
    private readonly CancellationToken _ct;
    private readonly BatchMaker _maker;
    private readonly BatchMaker _plainMaker;
    private readonly ParameterGroups _groups;
    private readonly DecoupledAdam _optimizer;
    private readonly WeightAverage? _average;
    private readonly ProgressReporter _reporter;
    private readonly TrainingIdentity? _identity;
    private readonly float[]? _classWeights;
    private readonly int _batches;
    private readonly List<NetworkEpoch> _history = [];
    private NetworkEpoch? _best;
    private TensorArchive? _bestWeights;

    public TrainingRun(
        SpectrogramNetwork network, IReadOnlyList<TrainingExample> train, IReadOnlyList<TrainingExample> validation,
        NetworkTrainingOptions options,
        IProgress<NetworkTrainingProgress>? progress, CancellationToken ct)
    {
        (_network, _train, _validation, _options, _ct) = (network, train, validation, options, ct);
        _maker = new BatchMaker(train, network.Genres, options);
        _plainMaker = new BatchMaker(train, network.Genres, options.WithoutAugmentation());
        _classWeights = SoftTargetLoss.Weights(options.ClassWeights, [.. train.Select(example => example.Genre)], network.Genres);
        _batches = BatchPlan.Count(train.Count, options.BatchSize);
        _reporter = new ProgressReporter(progress, options.Epochs, _batches);
        _identity = options.CheckpointPath is null ? null : TrainingIdentity.Of(network, train, validation, options);
        _groups = ParameterGroups.Of(network, options);
        _optimizer = new DecoupledAdam(_groups, options.LearningRate);
        _average = options.WeightAveraging > 0 ? new WeightAverage(_groups, options.WeightAveraging) : null;
    }

    public NetworkTrainingResult Run()
    {
        TrainingEnd? end = Resume();
        int? resumedAfter = _history.Count > 0 ? _history.Count : null;
        while (end is null)
        {
            int epoch = _history.Count + 1;
            TrainEpoch(epoch);
            end = HasEnded();
            if (end is not null || epoch % _options.CheckpointEvery == 0)
                SaveCheckpoint(end);
        }

        _bestWeights!.Restore(_network);
        return new NetworkTrainingResult { History = _history, Best = _best!, End = end.Value, ResumedAfter = resumedAfter };
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _average?.Dispose();
    }

    private void TrainEpoch(int epoch)
    {
        var watch = Stopwatch.StartNew();
        var sums = new EpochSums();
        double rate = 0;
        _groups.EnterTrainingMode();
        _reporter.BeginEpoch();
        IReadOnlyList<int[]> plan = BatchPlan.Of(_train.Count, _options.BatchSize, _options.Seed, epoch);
        foreach (TrainingBatch batch in ReadAhead.Of(plan.Count, i => _maker.Make(epoch, i, plan[i]), _ct))
        {
            _ct.ThrowIfCancellationRequested();
            rate = SetLearningRate(epoch, batch.Index);
            Step(epoch, batch, sums, rate);
            _reporter.Batch(epoch, batch.Index + 1, sums, rate);
        }

        _reporter.EndBatches();
        bool validates = epoch % _options.ValidateEvery == 0 || epoch == _options.Epochs;
        TensorArchive? ownWeights = validates && _average is not null ? TensorArchive.Capture(_network) : null;
        try
        {
            if (ownWeights is not null)
                _average!.CopyToNetwork();
            NetworkEvaluation? evaluation = validates ? Validate(epoch, rate) : null;
            var result = new NetworkEpoch(
                epoch, sums.Loss, sums.Accuracy, evaluation?.Loss, evaluation?.Accuracy, rate, watch.Elapsed.TotalSeconds);
            _history.Add(result);
            if (!validates)
                return;
            if (_best is null || result.IsBetterThan(_best, _options.Keep))
            {
                _best = result;
                _bestWeights = TensorArchive.Capture(_network);
            }

            _reporter.Epoch(result, sums, rate);
        }
        finally
        {
            ownWeights?.Restore(_network);
        }
    }

    private NetworkEvaluation Validate(int epoch, double rate)
    {
        RecomputeNormalization(epoch);
        NetworkEvaluation evaluation = NetworkPredictor.Evaluate(_network, _validation, _options.Evaluation, _ct);
        return double.IsFinite(evaluation.Loss)
            ? evaluation : throw NotANumber("validation loss", evaluation.Loss, $"after epoch {epoch}", rate);
    }

    private void Step(int epoch, TrainingBatch batch, EpochSums sums, double rate)
    {
        using var scope = NewDisposeScope();
        _network.zero_grad();
        Tensor logits = _network.call(batch.ToTensor());
        Tensor targets = tensor(batch.Targets, [batch.Labels.Length, _network.Genres]);
        Tensor? weights = _classWeights is null ? null : tensor(_classWeights);
        Tensor loss = SoftTargetLoss.Of(logits, targets, weights);
        double value = loss.item<float>();
        if (!double.IsFinite(value))
            throw NotANumber("training loss", value, $"at epoch {epoch}, batch {batch.Index + 1} of {_batches}", rate);
        loss.backward();
        if (_options.GradientClip is double limit)
            nn.utils.clip_grad_norm_(_groups.Parameters, limit);
        _optimizer.Step();
        _average?.Update();
        sums.Add(value, logits.argmax(1).data<long>().ToArray(), batch.Labels);
    }

    private void RecomputeNormalization(int epoch)
    {
        if (_options.NormalizationBatches == 0)
            return;
        // A negative epoch has its own random streams, so other crops than the epoch just trained on.
        NormalizationStatistics.Recompute(
            _network, _groups.Normalizations, _plainMaker.Make(-epoch).Take(_options.NormalizationBatches), _ct);
    }

    private double SetLearningRate(int epoch, int batch)
    {
        long step = (long)(epoch - 1) * _batches + batch;
        double factor = RateSchedule.Factor(_options.Schedule, step, (long)_options.Epochs * _batches, _options.WarmUp);
        double rate = _options.LearningRate * factor;
        _optimizer.LearningRate = rate;
        return rate;
    }

    private TrainingEnd? HasEnded()
    {
        if (_history.Count >= _options.Epochs)
            return TrainingEnd.AllEpochs;
        // Before the first validation no epoch is the best; the options see to it that patience lasts longer than that.
        return _history.Count - (_best?.Epoch ?? 0) >= _options.Patience ? TrainingEnd.NoProgress : null;
    }

    private TrainingEnd? Resume()
    {
        if (_options.CheckpointPath is not string path || TrainingCheckpoint.Load(path) is not TrainingCheckpoint checkpoint)
            return null;
        checkpoint.Identity.MustEqual(_identity!, path);
        checkpoint.Weights.Restore(_network);
        try
        {
            _optimizer.Load(checkpoint.Optimizer);
            _average?.Load(checkpoint.WeightAverage);
            // libtorch ends the process where it does not like the state.
            using (Tensor own = random.get_rng_state())
                if (checkpoint.RandomState is null || own.numel() != checkpoint.RandomState.LongLength)
                    throw new InvalidDataException("the state of its random numbers is of another kind");
            using Tensor randomState = tensor(checkpoint.RandomState);
            random.set_rng_state(randomState);
        }
        catch (Exception e) when (e is InvalidDataException or System.Runtime.InteropServices.ExternalException)
        {
            throw TrainingCheckpoint.Damaged(path, $"its parts do not fit together ({e.Message})", e);
        }
        _history.AddRange(checkpoint.History);
        _best = checkpoint.BestEpoch is int best ? _history[best - 1] : null;
        _bestWeights = checkpoint.BestWeights;
        return checkpoint.End;
    }

    private void SaveCheckpoint(TrainingEnd? end)
    {
        if (_options.CheckpointPath is not string path)
            return;
        using Tensor randomState = random.get_rng_state();
        new TrainingCheckpoint
        {
            Identity = _identity!,
            History = _history,
            BestEpoch = _best?.Epoch,
            End = end,
            Weights = TensorArchive.Capture(_network),
            BestWeights = _bestWeights,
            Optimizer = _optimizer.Save(),
            WeightAverage = _average?.Save() ?? [],
            RandomState = randomState.bytes.ToArray(),
        }.Save(path);
    }

    private static NetworkTrainingException NotANumber(string what, double value, string where, double rate) => new(
        $"The {what} became {value} {where} (learning rate {rate:g3}). Try a smaller LearningRate or GradientClip, a longer WarmUp, and "
        + $"check that the pictures' values are roughly between −1 and 1.");
}
