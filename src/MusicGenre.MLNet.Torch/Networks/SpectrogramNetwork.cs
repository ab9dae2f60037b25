using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Torch.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks;

/// <summary>
/// A network that tells genres from one-channel spectrogram images: [N, 1, mels, frames] → logits [N, genres].
/// </summary>
/// <remarks>
/// It is a row of <see cref="Stages"/> that end in an embedding, and a <see cref="Head"/> that classifies it. Made by <see cref="NetworkArchitecture.Create"/>.
/// Not safe for use by several threads at once while training; in evaluation mode calls may run side by side,
/// and the network may be disposed while they do: they finish, the last of them frees it, and later calls throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public abstract class SpectrogramNetwork : nn.Module<Tensor, Tensor>
{
    private readonly NetworkLayer[] _layers;
    private readonly SharedLifetime _lifetime;

    private protected SpectrogramNetwork(
        string architecture, int genres, int stride, IReadOnlyList<(string Name, NetworkLayer Layer)> stages, NetworkLayer head)
        : base(architecture)
    {
        _lifetime = new SharedLifetime(this, () => base.Dispose(true));
        Architecture = architecture;
        Genres = genres;
        Stride = stride;
        _layers = [.. stages.Select(stage => stage.Layer)];
        foreach ((string name, NetworkLayer layer) in stages)
            register_module(name, layer);
        register_module("head", head);
        Stages = [.. stages.Select(stage => new NetworkStage(stage.Name, stage.Layer))];
        HeadLayer = head;
        (FeatureShape embedding, _) = MeasureStages(stride, stride);
        EmbeddingSize = embedding.Channels;
    }

    /// <summary>Name of the architecture, such as <c>small-cnn</c>; see <see cref="NetworkArchitecture.All"/>.</summary>
    public string Architecture { get; }

    /// <summary>Number of genres: the length of the logits.</summary>
    public int Genres { get; }

    /// <summary>Length of the embedding, the vector that <see cref="Head"/> classifies.</summary>
    public int EmbeddingSize { get; }

    /// <summary>
    /// How many columns (and rows) of the image become one in the last feature map; 1 where the network resizes its input itself.
    /// </summary>
    public int Stride { get; }

    /// <summary>Least width of an image, in frames: the stride.</summary>
    public int MinimumFrames => Stride;

    /// <summary>Least height of an image, in mel bands: the stride.</summary>
    public int MinimumMels => Stride;

    /// <summary>Number of trainable values: every weight, bias and normalisation factor; running statistics do not count.</summary>
    public long ParameterCount => parameters().Sum(parameter => parameter.numel());

    /// <summary>The parts before the embedding, from the input on; the last one ends in [N, <see cref="EmbeddingSize"/>].</summary>
    public IReadOnlyList<NetworkStage> Stages { get; }

    /// <summary>The part that classifies: [N, <see cref="EmbeddingSize"/>] → logits [N, <see cref="Genres"/>].</summary>
    public nn.Module<Tensor, Tensor> Head => HeadLayer;

    internal NetworkLayer HeadLayer { get; }

    internal IReadOnlyList<NetworkLayer> StageLayers => _layers;

    /// <summary>The last layer of the head, linear: what <see cref="DescribeForClassifier"/> gives → logits.</summary>
    internal DenseLayer Classifier => (DenseLayer)HeadLayers[^1];

    private IReadOnlyList<NetworkLayer> HeadLayers => HeadLayer is SequenceLayer sequence ? sequence.Layers : [HeadLayer];

    /// <summary>Multiply-adds for one image: those of convolutions and dense layers, head included; what is added or pooled does not count.</summary>
    /// <param name="mels">Height of the image in mel bands.</param>
    /// <param name="frames">Width of the image in frames.</param>
    /// <exception cref="ArgumentException">The image is smaller than the network's stride.</exception>
    public long MultiplyAdds(int mels, int frames)
    {
        CheckSize(mels, frames, nameof(frames));
        (FeatureShape embedding, long multiplyAdds) = MeasureStages(mels, frames);
        HeadLayer.Measure(embedding, ref multiplyAdds);
        return multiplyAdds;
    }

    /// <summary>The embedding of every image.</summary>
    /// <param name="spectrograms">Scaled spectrograms [N, 1, mels, frames], see <see cref="NetworkArchitecture.Input"/>.</param>
    /// <returns>[N, <see cref="EmbeddingSize"/>]; belongs to the caller (or the caller's dispose scope).</returns>
    /// <exception cref="ArgumentException">The tensor has another shape, or its images are smaller than the network's stride.</exception>
    /// <exception cref="InvalidOperationException">In training mode, a batch of one leaves batch normalisation a single value per channel.</exception>
    /// <exception cref="ObjectDisposedException">The network was disposed before.</exception>
    public Tensor Embed(Tensor spectrograms)
    {
        using SharedLifetime.Lease lease = Enter();
        CheckInput(spectrograms);
        using DisposeScope scope = NewDisposeScope();
        return Run(_layers, spectrograms).MoveToOuterDisposeScope();
    }

    /// <summary>The logits of every image.</summary>
    /// <param name="input">Scaled spectrograms [N, 1, mels, frames], see <see cref="NetworkArchitecture.Input"/>.</param>
    /// <returns>Logits [N, <see cref="Genres"/>]; belong to the caller (or the caller's dispose scope).</returns>
    /// <exception cref="ArgumentException">The tensor has another shape, or its images are smaller than the network's stride.</exception>
    /// <exception cref="InvalidOperationException">In training mode, a batch of one leaves batch normalisation a single value per channel.</exception>
    /// <exception cref="ObjectDisposedException">The network was disposed before.</exception>
    public override Tensor forward(Tensor input)
    {
        using SharedLifetime.Lease lease = Enter();
        CheckInput(input);
        using DisposeScope scope = NewDisposeScope();
        return HeadLayer.call(Run(_layers, input)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The network was disposed before.</exception>
    public override void train(bool train = true)
    {
        // TorchSharp's handle is freed at once, whatever native code does with it meanwhile, and later calls name it, not the network.
        using SharedLifetime.Lease lease = Enter();
        base.train(train);
    }

    /// <summary>What <see cref="Classifier"/> is fed of every image: the embedding, or what the head's own layers before it make of that.</summary>
    internal Tensor DescribeForClassifier(Tensor spectrograms)
    {
        using SharedLifetime.Lease lease = Enter();
        CheckInput(spectrograms);
        using DisposeScope scope = NewDisposeScope();
        return Run(HeadLayers.SkipLast(1), Run(_layers, spectrograms)).MoveToOuterDisposeScope();
    }

    /// <summary>Keeps the weights from being freed until the lease is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The network was disposed before.</exception>
    internal SharedLifetime.Lease Enter() => _lifetime.Enter();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        // The finalizer comes when nobody holds a lease; a constructor that threw has left it no lifetime.
        if (disposing)
            _lifetime.Close();
        else
            base.Dispose(disposing);
    }

    /// <inheritdoc/>
    protected override void RegisterComponents()
    {
        // Registered by hand in the constructor, under the stages' names.
    }

    private static Tensor Run(IEnumerable<NetworkLayer> layers, Tensor value)
    {
        foreach (NetworkLayer layer in layers)
            value = layer.call(value);
        return value;
    }

    private (FeatureShape Shape, long MultiplyAdds) MeasureStages(int mels, int frames)
    {
        var shape = new FeatureShape(1, mels, frames);
        long multiplyAdds = 0;
        foreach (NetworkLayer layer in _layers)
            shape = layer.Measure(shape, ref multiplyAdds);
        return (shape, multiplyAdds);
    }

    private void CheckInput(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        long[] shape = input.shape;
        if (shape.Length != 4 || shape[1] != 1 || shape[0] < 1)
        {
            throw new ArgumentException(
                $"{Architecture} takes spectrograms of shape [batch, 1, mels, frames], but was given [{string.Join(", ", shape)}].", nameof(input));
        }

        CheckSize((int)shape[2], (int)shape[3], nameof(input));
    }

    private void CheckSize(int mels, int frames, string parameter)
    {
        if (frames < MinimumFrames || mels < MinimumMels)
        {
            throw new ArgumentException(
                $"{Architecture} halves its images until {Stride} × {Stride} cells become one, so they must have at least {MinimumMels} mel bands and " +
                $"{MinimumFrames} frames, but this one has {mels} mel bands and {frames} frames; give longer audio or another architecture.",
                parameter);
        }
    }
}
