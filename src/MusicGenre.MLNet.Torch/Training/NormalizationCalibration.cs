using MusicGenre.MLNet.Torch.Native.Numerics;
using MusicGenre.MLNet.Torch.Networks;
using MusicGenre.MLNet.Torch.Networks.Layers;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>
/// Gives normalisations that only pass values through (<see cref="Weights.ExportedWeights"/>) the mean and variance of what they are really
/// fed, and a factor and shift that leave what the network computes in evaluation mode as it was. Without it the first batch of a training,
/// which is normalised by its own statistics, would meet a network that computes something else entirely.
/// </summary>
/// <remarks>
/// With mean μ, variance σ², factor γ and shift β before and f = γ / √(σ² + ε), measured mean m and variance v become: mean m, variance v,
/// factor f · √(v + ε), shift β + (m − μ) · f.
/// </remarks>
internal static class NormalizationCalibration
{
    private static readonly long[] AllButChannels = [0, 2, 3];

    // Enough for a few means and variances, whatever the options say of the training itself.
    private const int Batches = 16;

    /// <summary>Calibrates every normalisation with unaltered crops of training examples; leaves the network in evaluation mode.</summary>
    public static void Calibrate(
        SpectrogramNetwork network, IReadOnlyList<TrainingExample> train, NetworkTrainingOptions training, CancellationToken ct)
    {
        TrainingData.CheckExamples(network, train, nameof(train));
        // Epochs count from 1, so this one has random crops that no other has.
        var maker = new BatchMaker(train, network.Genres, training.WithoutAugmentation());
        Calibrate(network, maker.Make(epoch: 0).Take(Batches), ct);
    }

    /// <summary>Calibrates every normalisation; leaves the network in evaluation mode.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batches">Unaltered training pictures, at least one batch.</param>
    /// <param name="ct">Stops between two batches; nothing is changed then.</param>
    public static void Calibrate(SpectrogramNetwork network, IEnumerable<TrainingBatch> batches, CancellationToken ct)
    {
        network.eval();
        Measurement[] measurements =
        [
            .. network.modules().OfType<ConvolutionLayer>().Where(layer => layer.Normalization is not null).Select(
                layer => new Measurement(layer)),
        ];
        try
        {
            foreach (TrainingBatch batch in batches)
            {
                ct.ThrowIfCancellationRequested();
                using var scope = NewDisposeScope();
                using var noGradient = no_grad();
                network.call(batch.ToTensor());
            }

            foreach (Measurement measurement in measurements)
                measurement.Apply();
        }
        finally
        {
            foreach (Measurement measurement in measurements)
                measurement.Dispose();
        }
    }

    /// <summary>Adds up what one convolution gives its normalisation.</summary>
    private sealed class Measurement : IDisposable
    {
        private readonly BatchNorm2d _normalization;
        private readonly double _epsilon;
        private readonly double[] _sums;
        private readonly double[] _squares;
        private readonly Action _unhook;
        private double _values;

        public Measurement(ConvolutionLayer layer)
        {
            _normalization = layer.Normalization!;
            _epsilon = layer.Spec.Epsilon;
            _sums = new double[layer.Spec.OutputChannels];
            _squares = new double[layer.Spec.OutputChannels];
            var hook = layer.Convolution.register_forward_hook((_, _, output) =>
            {
                Add(output);
                return output;
            });
            _unhook = hook.remove;
        }

        /// <summary>Sets the measured statistics without changing what is computed.</summary>
        public void Apply()
        {
            if (_values == 0)
                throw new InvalidOperationException("There was no batch to calibrate the normalisations with.");
            using var scope = NewDisposeScope();
            using var noGradient = no_grad();
            float[] factors = _normalization.weight.ToFloats(), shifts = _normalization.bias!.ToFloats();
            float[] means = _normalization.running_mean!.ToFloats(), variances = _normalization.running_var!.ToFloats();
            for (int i = 0; i < factors.Length; i++)
            {
                double mean = _sums[i] / _values;
                double variance = Math.Max(0, (_squares[i] / _values) - (mean * mean));
                double factor = factors[i] / Math.Sqrt(variances[i] + _epsilon);
                shifts[i] = (float)(shifts[i] + ((mean - means[i]) * factor));
                factors[i] = (float)(factor * Math.Sqrt(variance + _epsilon));
                means[i] = (float)mean;
                variances[i] = (float)variance;
            }

            _normalization.weight.copy_(tensor(factors));
            _normalization.bias!.copy_(tensor(shifts));
            _normalization.running_mean!.copy_(tensor(means));
            _normalization.running_var!.copy_(tensor(variances));
        }

        public void Dispose() => _unhook();

        private void Add(Tensor output)
        {
            using var scope = NewDisposeScope();
            Tensor exact = output.to_type(ScalarType.Float64);
            double[] sums = exact.sum(AllButChannels).data<double>().ToArray();
            double[] squares = (exact * exact).sum(AllButChannels).data<double>().ToArray();
            for (int i = 0; i < sums.Length; i++)
            {
                _sums[i] += sums[i];
                _squares[i] += squares[i];
            }

            _values += (double)output.numel() / sums.Length;
        }
    }
}
