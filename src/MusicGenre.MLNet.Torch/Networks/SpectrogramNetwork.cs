using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Torch.Networks.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks;

/// <summary>A network that tells genres from one-channel spectrogram images: [N, 1, mels, frames] → logits [N, genres].</summary>
/// <remarks>
/// It is a row of stages that end in an embedding, and a head that classifies it. <see cref="NetworkArchitecture.Create"/> makes one.
/// Not safe for use by several threads at once while training; in evaluation mode calls may run side by side,
/// and the network may be disposed while they do: they finish, the last of them frees it, and later calls throw
/// <see cref="ObjectDisposedException"/>.
/// </remarks>
public sealed class SpectrogramNetwork : nn.Module<Tensor, Tensor>
{
    private readonly SharedLifetime _lifetime;

    /// <param name="architecture">What it is.</param>
    /// <param name="genres">Number of genres.</param>
    /// <param name="stages">The parts before the embedding, by names that are unique.</param>
    /// <param name="head">Makes the part that classifies embeddings of a size.</param>
    internal SpectrogramNetwork(
        NetworkArchitecture architecture, int genres, IReadOnlyList<(string Name, NetworkLayer Layer)> stages, Func<int, NetworkLayer> head)
        : base(architecture.Name)
    {
        _lifetime = new SharedLifetime(this, () => base.Dispose(true));
        (Architecture, Genres, Stages) = (architecture, genres, stages);
        EmbeddingSize = MeasureStages(Stride, Stride).Shape.Channels;
        Head = head(EmbeddingSize);
        foreach ((string name, NetworkLayer layer) in stages)
            register_module(name, layer);
        register_module("head", Head);
    }

    /// <summary>Gets the kind of network.</summary>
    public NetworkArchitecture Architecture { get; }

    /// <summary>Gets the number of genres: the length of the logits.</summary>
    public int Genres { get; }

    /// <summary>Gets the length of the embedding, the vector that the head classifies.</summary>
    public int EmbeddingSize { get; }

    /// <summary>
    /// Gets how many columns (and rows) of the image become one in the last feature map, and so the least width and height of an image in
    /// frames and mel bands; 1 where the network resizes its input itself.
    /// </summary>
    public int Stride => Architecture.Stride;

    /// <summary>Gets the number of trainable values: every weight, bias and normalisation factor; running statistics do not
    /// count.</summary>
    public long ParameterCount => parameters().Sum(parameter => parameter.numel());

    /// <summary>The parts before the embedding, from the input on: the units in which layers are frozen or given their own learning
    /// rate.</summary>
    internal IReadOnlyList<(string Name, NetworkLayer Layer)> Stages { get; }

    /// <summary>The part that classifies: [N, <see cref="EmbeddingSize"/>] → logits [N, <see cref="Genres"/>].</summary>
    internal NetworkLayer Head { get; }

    /// <summary>The last layer of the head, linear: what <see cref="DescribeForClassifier"/> gives → logits.</summary>
    internal DenseLayer Classifier => (DenseLayer)HeadLayers[^1];

    private IReadOnlyList<NetworkLayer> HeadLayers => Head is SequenceLayer sequence ? sequence.Layers : [Head];

    /// <summary>Computes the multiply-adds for one image: those of convolutions and dense layers, head included; what is added or pooled
    /// does not count.</summary>
    /// <param name="mels">Height of the image in mel bands.</param>
    /// <param name="frames">Width of the image in frames.</param>
    /// <exception cref="ArgumentException">The image is smaller than the network's stride.</exception>
    public long MultiplyAdds(int mels, int frames)
    {
        CheckSize(mels, frames, nameof(frames));
        (FeatureShape embedding, long multiplyAdds) = MeasureStages(mels, frames);
        Head.Measure(embedding, ref multiplyAdds);
        return multiplyAdds;
    }

    /// <summary>Computes the embedding of every image.</summary>
    /// <param name="spectrograms">Scaled spectrograms [N, 1, mels, frames], see <see cref="NetworkArchitecture.FrontEnd"/>.</param>
    /// <returns>[N, <see cref="EmbeddingSize"/>]; belongs to the caller (or the caller's dispose scope).</returns>
    /// <exception cref="ArgumentException">The tensor has another shape, or its images are smaller than the network's stride.</exception>
    /// <exception cref="InvalidOperationException">In training mode, a batch of one leaves batch normalisation a single value per
    /// channel.</exception>
    /// <exception cref="ObjectDisposedException">The network was disposed before.</exception>
    public Tensor Embed(Tensor spectrograms)
    {
        using SharedLifetime.Lease lease = Enter();
        CheckInput(spectrograms);
        using DisposeScope scope = NewDisposeScope();
        return RunStages(spectrograms).MoveToOuterDisposeScope();
    }

    /// <summary>Computes the logits of every image.</summary>
    /// <param name="input">Scaled spectrograms [N, 1, mels, frames], see <see cref="NetworkArchitecture.FrontEnd"/>.</param>
    /// <returns>Logits [N, <see cref="Genres"/>]; belong to the caller (or the caller's dispose scope).</returns>
    /// <exception cref="ArgumentException">The tensor has another shape, or its images are smaller than the network's stride.</exception>
    /// <exception cref="InvalidOperationException">In training mode, a batch of one leaves batch normalisation a single value per
    /// channel.</exception>
    /// <exception cref="ObjectDisposedException">The network was disposed before.</exception>
    public override Tensor forward(Tensor input)
    {
        using SharedLifetime.Lease lease = Enter();
        CheckInput(input);
        using DisposeScope scope = NewDisposeScope();
        return Head.call(RunStages(input)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <exception cref="ObjectDisposedException">The network was disposed before.</exception>
    public override void train(bool train = true)
    {
        // TorchSharp's handle is freed at once, whatever native code does with it meanwhile, and later calls name it, not the network.
        using SharedLifetime.Lease lease = Enter();
        base.train(train);
    }

    /// <summary>What <see cref="Classifier"/> is fed of every image: the embedding, or what the head's own layers before it make of
    /// that.</summary>
    internal Tensor DescribeForClassifier(Tensor spectrograms)
    {
        using SharedLifetime.Lease lease = Enter();
        CheckInput(spectrograms);
        using DisposeScope scope = NewDisposeScope();
        return Run(HeadLayers.SkipLast(1), RunStages(spectrograms)).MoveToOuterDisposeScope();
    }

    /// <summary>Describes the network, once exported, as a backbone whose embedding is its logits.</summary>
    internal BackboneDescription Describe() => Architecture.Describe(Genres) with
    {
        About = $"{Architecture.Description}; trained with MusicGenre.MLNet.Torch, {ParameterCount:N0} parameters.",
    };

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

    private Tensor RunStages(Tensor spectrograms) => Run(Stages.Select(stage => stage.Layer), spectrograms);

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
        foreach ((_, NetworkLayer layer) in Stages)
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
                $"{Architecture} takes spectrograms of shape [batch, 1, mels, frames], but was given "
                + $"[{string.Join(", ", shape)}].", nameof(input));
        }

        CheckSize((int)shape[2], (int)shape[3], nameof(input));
    }

    private void CheckSize(int mels, int frames, string parameter)
    {
        if (frames < Stride || mels < Stride)
        {
            throw new ArgumentException(
                $"{Architecture} halves its images until {Stride} × {Stride} cells become one, so they must have at least {Stride} mel "
                + $"bands and {Stride} frames, but this one has {mels} mel bands and {frames} frames; give longer audio or another "
                + $"architecture.",
                parameter);
        }
    }
}
