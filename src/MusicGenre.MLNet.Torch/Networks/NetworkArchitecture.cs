using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Spectrograms;
using MusicGenre.MLNet.Torch.Export;
using MusicGenre.MLNet.Torch.Native;
using MusicGenre.MLNet.Torch.Networks.Layers;
using TorchSharp;

namespace MusicGenre.MLNet.Torch.Networks;

/// <summary>A kind of network by name: what it is, what it is fed, and how one is made.</summary>
public sealed class NetworkArchitecture
{
    private readonly double _dropout;
    private readonly Func<NetworkOptions, IReadOnlyList<(string Name, NetworkLayer Layer)>> _stages;

    private NetworkArchitecture(
        string name, string description, double dropout, Func<NetworkOptions, IReadOnlyList<(string Name, NetworkLayer Layer)>> stages)
        => (Name, Description, _dropout, _stages) = (name, description, dropout, stages);

    /// <summary><c>student-cnn</c>: two convolutions and two dense layers on images of 256 × 256, kept for comparison.</summary>
    public static NetworkArchitecture StudentCnn { get; } = new(
        "student-cnn", "The student project's CNN: two 3×3 convolutions, dense 64, 256×256 images", dropout: 0.35, PlainNetworks.StudentCnn)
    {
        Stride = 1,
        IsFixedWidth = true,
        Head = (_, embedding, genres) => new DenseLayer(embedding, genres),
    };

    /// <summary><c>small-cnn</c>: a small residual network for training from scratch, 0.9 million parameters.</summary>
    public static NetworkArchitecture SmallCnn { get; } = new(
        "small-cnn", "A small residual CNN with batch normalisation and global pooling", dropout: 0.3, ResidualNetworks.SmallCnn)
    {
        Stride = 16,
    };

    /// <summary><c>mobilenet</c>: MobileNetV3-Large, of half the paper's width unless another is asked for.</summary>
    public static NetworkArchitecture MobileNet { get; } = new(
        "mobilenet", "MobileNetV3-Large of half width: inverted residuals, squeeze-and-excite", dropout: 0.2, MobileNetworks.MobileNet)
    {
        DefaultWidth = 0.5,
        Head = MobileNetworks.Head,
    };

    /// <summary><c>resnet18</c>: the residual network of 18 layers.</summary>
    public static NetworkArchitecture ResNet18 { get; } = new("resnet18", "ResNet of 18 layers", dropout: 0.2, ResidualNetworks.ResNet18);

    /// <summary><c>vgg16</c>: thirteen convolutions and a pooled head.</summary>
    public static NetworkArchitecture Vgg16 { get; } = new(
        "vgg16", "VGG16: thirteen 3×3 convolutions, global pooling", dropout: 0.5, PlainNetworks.Vgg16);

    /// <summary><c>efficientat-mn04</c>: EfficientAT's mn04, to fine-tune weights that were trained on AudioSet.</summary>
    public static NetworkArchitecture EfficientAtMn04 { get; } = new(
        "efficientat-mn04",
        "EfficientAT mn04: MobileNetV3-Large of width 0.4 on 32 kHz log-mel spectrograms",
        dropout: 0.2,
        MobileNetworks.EfficientAt)
    {
        FrontEnd = MelOptions.EfficientAt,
        DefaultWidth = MobileNetworks.EfficientAtWidth,
        IsFixedWidth = true,
        Head = MobileNetworks.Head,
    };

    /// <summary><c>mobile</c>: the network of the backbone <c>mobile</c>, about a million parameters.</summary>
    public static NetworkArchitecture Mobile { get; } = new(
        "mobile",
        "The project's own backbone, small: fused and inverted residuals, squeeze-and-excite",
        dropout: 0.2,
        MobileNetworks.Distilled);

    /// <summary><c>resnet</c>: the network of the backbone <c>resnet</c>, about two million parameters.</summary>
    public static NetworkArchitecture ResNet { get; } = new(
        "resnet", "The project's own backbone, larger: five residual blocks", dropout: 0.2, ResidualNetworks.Distilled);

    /// <summary>Gets every architecture, the simplest first.</summary>
    public static IReadOnlyList<NetworkArchitecture> All { get; } =
        [StudentCnn, SmallCnn, MobileNet, ResNet18, Vgg16, EfficientAtMn04, Mobile, ResNet];

    /// <summary>Gets the name in lower case with hyphens, as options, files and the command line have it.</summary>
    public string Name { get; }

    /// <summary>Gets one line that says what it is.</summary>
    public string Description { get; }

    /// <summary>Gets the settings of the spectrograms it is fed.</summary>
    public MelOptions FrontEnd { get; private init; } = MelOptions.Librosa;

    /// <summary>Gets how many columns (and rows) of an image become one in the last feature map, and so the least width of an
    /// image.</summary>
    public int Stride { get; private init; } = 32;

    /// <summary>Gets the factor on the number of channels where <see cref="NetworkOptions.Width"/> is not given.</summary>
    public double DefaultWidth { get; private init; } = 1;

    /// <summary>Gets whether the number of channels cannot be chosen.</summary>
    public bool IsFixedWidth { get; private init; }

    /// <summary>Gets whether it is fed what a spectrogram picture shows, so that pictures can be given as well.</summary>
    internal bool AcceptsPictures => FrontEnd == MelOptions.Librosa;

    // From the options, the embedding's size and the number of genres.
    private Func<NetworkOptions, int, int, NetworkLayer> Head { get; init; } = (options, embedding, genres)
        => new SequenceLayer(new DropoutLayer(options.Dropout!.Value), new DenseLayer(embedding, genres));

    /// <summary>Gets the architecture of a name; capitals do not matter.</summary>
    /// <param name="name">Such as <c>small-cnn</c>.</param>
    /// <exception cref="ArgumentException">There is no architecture of that name; the message lists those there are.</exception>
    public static NetworkArchitecture Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(architecture => architecture.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException(
                $"There is no architecture '{name}'; there are "
                + $"{string.Join(", ", All.Select(architecture => architecture.Name))}.", nameof(name));
    }

    /// <summary>Describes how the core package runs exported networks of this architecture: the front end, segments of ten seconds, one
    /// value a genre.</summary>
    /// <param name="genres">Number of genres.</param>
    public BackboneDescription Describe(int genres) => new()
    {
        Name = Name,
        Input = AcceptsPictures ? BackboneInput.Picture : BackboneInput.MelSpectrogram,
        Layout = BackboneLayout.ChannelMelsFrames,
        Mel = FrontEnd,
        WindowSamples = 10 * FrontEnd.SampleRate,
        HopSamples = 10 * FrontEnd.SampleRate,
        AcceptsShorterWindows = true,
        MinimumFrames = Stride,
        // As SpectrogramInput scales: −80…0 dB become −1…1.
        PixelMean = 127.5f,
        PixelScale = 1 / 127.5f,
        InputName = OnnxExporter.InputName,
        EmbeddingOutput = OnnxExporter.LogitsName,
        EmbeddingSize = genres,
    };

    /// <summary>Creates a network with fresh, seeded weights, in training mode, on the processor.</summary>
    /// <param name="genres">Number of genres, at least 2.</param>
    /// <param name="options">Width, dropout and seed; <see langword="null"/> for the architecture's own.</param>
    /// <returns>A network that the caller disposes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two genres, or an option out of its range.</exception>
    /// <exception cref="ArgumentException">A width was asked for of an architecture of one fixed size.</exception>
    /// <exception cref="PlatformNotSupportedException">libtorch cannot be loaded on this machine; the message says why and what to
    /// do.</exception>
    public SpectrogramNetwork Create(int genres, NetworkOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(genres, 2);
        options ??= new NetworkOptions();
        options.Validate();
        if (IsFixedWidth && options.Width is not null && options.Width != DefaultWidth)
            throw new ArgumentException($"{Name} has one fixed size; a width of {options.Width} cannot be given.", nameof(options));
        TorchNative.EnsureAvailable();
        return Build(genres, options with { Width = options.Width ?? DefaultWidth, Dropout = options.Dropout ?? _dropout });
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private SpectrogramNetwork Build(int genres, NetworkOptions options)
    {
        // TorchSharp's layers make passing tensors when they are built; their weights are kept out of any scope by the layers themselves.
        using DisposeScope scope = torch.NewDisposeScope();
        var network = new SpectrogramNetwork(this, genres, _stages(options), embedding => Head(options, embedding, genres));
        NetworkInitializer.Initialize(network, options.Seed);
        return network;
    }
}
