using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Torch.Export;
using MusicGenre.MLNet.Torch.Native;
using TorchSharp;

namespace MusicGenre.MLNet.Torch.Networks;

/// <summary>A kind of network by name: what it is, what it is fed, and how one is made.</summary>
public sealed class NetworkArchitecture
{
    private readonly Func<int, NetworkOptions, SpectrogramNetwork> _create;

    private NetworkArchitecture(string name, string description, Func<int, NetworkOptions, SpectrogramNetwork> create)
    {
        Name = name;
        Description = description;
        _create = create;
    }

    /// <summary><c>student-cnn</c>: the student project's own network, kept for comparison; see <see cref="Networks.StudentCnn"/>.</summary>
    public static NetworkArchitecture StudentCnn { get; } = new(
        Networks.StudentCnn.ArchitectureName,
        "The student project's CNN: two 3×3 convolutions, dense 64, 256×256 images",
        (genres, options) => new StudentCnn(genres, options))
    {
        DefaultDropout = 0.35,
        Stride = 1,
        IsFixedWidth = true,
    };

    /// <summary><c>small-cnn</c>: a small residual network for training from scratch; see <see cref="Networks.SmallCnn"/>.</summary>
    public static NetworkArchitecture SmallCnn { get; } = new(
        Networks.SmallCnn.ArchitectureName,
        "A small residual CNN with batch normalisation and global pooling",
        (genres, options) => new SmallCnn(genres, options))
    {
        DefaultDropout = 0.3,
        Stride = 16,
    };

    /// <summary><c>mobilenet</c>: inverted residuals with squeeze-and-excite; see <see cref="Networks.MobileNet"/>.</summary>
    public static NetworkArchitecture MobileNet { get; } = new(
        Networks.MobileNet.ArchitectureName,
        "MobileNetV3-Large of half width: inverted residuals, squeeze-and-excite",
        (genres, options) => new MobileNet(genres, options))
    {
        DefaultWidth = 0.5,
        DefaultDropout = 0.2,
    };

    /// <summary><c>resnet18</c>: the residual network of 18 layers; see <see cref="Networks.ResNet18"/>.</summary>
    public static NetworkArchitecture ResNet18 { get; } = new(
        Networks.ResNet18.ArchitectureName, "ResNet of 18 layers", (genres, options) => new ResNet18(genres, options))
    {
        DefaultDropout = 0.2,
    };

    /// <summary><c>vgg16</c>: thirteen convolutions and a pooled head; see <see cref="Networks.Vgg16"/>.</summary>
    public static NetworkArchitecture Vgg16 { get; } = new(
        Networks.Vgg16.ArchitectureName, "VGG16: thirteen 3×3 convolutions, global pooling", (genres, options) => new Vgg16(genres, options))
    {
        DefaultDropout = 0.5,
    };

    /// <summary><c>efficientat-mn04</c>: EfficientAT's mn04, for fine-tuning AudioSet weights; see <see cref="Networks.EfficientAtMn04"/>.</summary>
    public static NetworkArchitecture EfficientAtMn04 { get; } = new(
        Networks.EfficientAtMn04.ArchitectureName,
        "EfficientAT mn04: MobileNetV3-Large of width 0.4 on 32 kHz log-mel spectrograms",
        (genres, options) => new EfficientAtMn04(genres, options))
    {
        Input = NetworkInput.EfficientAt,
        DefaultWidth = Networks.EfficientAtMn04.WidthFactor,
        DefaultDropout = 0.2,
        IsFixedWidth = true,
    };

    /// <summary><c>mobile</c>: the small student of the project's own backbone; see <see cref="DistilledMobile"/>.</summary>
    public static NetworkArchitecture Mobile { get; } = new(
        DistilledMobile.ArchitectureName,
        "The project's own backbone, small: fused and inverted residuals, squeeze-and-excite",
        (genres, options) => new DistilledMobile(genres, options))
    {
        DefaultDropout = 0.2,
    };

    /// <summary><c>resnet</c>: the larger student of the project's own backbone; see <see cref="DistilledResNet"/>.</summary>
    public static NetworkArchitecture ResNet { get; } = new(
        DistilledResNet.ArchitectureName,
        "The project's own backbone, larger: five residual blocks",
        (genres, options) => new DistilledResNet(genres, options))
    {
        DefaultDropout = 0.2,
    };

    /// <summary>Every architecture, the simplest first.</summary>
    public static IReadOnlyList<NetworkArchitecture> All { get; } = [StudentCnn, SmallCnn, MobileNet, ResNet18, Vgg16, EfficientAtMn04, Mobile, ResNet];

    /// <summary>Name in lower case with hyphens, as options, files and the command line have it.</summary>
    public string Name { get; }

    /// <summary>What it is, in one line.</summary>
    public string Description { get; }

    /// <summary>What it is fed. The default value is <see cref="NetworkInput.Picture"/>.</summary>
    public NetworkInput Input { get; private init; } = NetworkInput.Picture;

    /// <summary>How many columns (and rows) of an image become one in the last feature map, and so the least width of an image. The default value is 32.</summary>
    public int Stride { get; private init; } = 32;

    /// <summary>Factor on the number of channels where <see cref="NetworkOptions.Width"/> is not given. The default value is 1.</summary>
    public double DefaultWidth { get; private init; } = 1;

    /// <summary>Whether the number of channels cannot be chosen. The default value is <see langword="false"/>.</summary>
    public bool IsFixedWidth { get; private init; }

    /// <summary>Share of values dropped before the last dense layer where <see cref="NetworkOptions.Dropout"/> is not given, 0…1.</summary>
    public double DefaultDropout { get; private init; }

    /// <summary>The architecture of that name; capitals do not matter.</summary>
    /// <param name="name">Such as <c>small-cnn</c>.</param>
    /// <exception cref="ArgumentException">There is none of that name; the message lists those there are.</exception>
    public static NetworkArchitecture Get(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return All.FirstOrDefault(architecture => architecture.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException(
                $"There is no architecture '{name}'; there are {string.Join(", ", All.Select(architecture => architecture.Name))}.", nameof(name));
    }

    /// <summary>Describes how the core package runs networks of this architecture: the front end, the segments, one value a genre.</summary>
    /// <param name="genres">Number of genres.</param>
    public BackboneDescription Describe(int genres) => ExportedDescription.Of(this, genres);

    /// <summary>Makes a network with fresh, seeded weights, in training mode, on the processor.</summary>
    /// <param name="genres">Number of genres, at least 2.</param>
    /// <param name="options">Width, dropout and seed; <see langword="null"/> for the architecture's own.</param>
    /// <returns>A network that the caller disposes.</returns>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two genres, or an option out of its range.</exception>
    /// <exception cref="ArgumentException">A width was asked for of an architecture of one fixed size.</exception>
    /// <exception cref="PlatformNotSupportedException">libtorch cannot be loaded on this machine; the message says why and what to do.</exception>
    public SpectrogramNetwork Create(int genres, NetworkOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(genres, 2);
        options ??= new NetworkOptions();
        options.Validate();
        if (IsFixedWidth && options.Width is not null && options.Width != DefaultWidth)
            throw new ArgumentException($"{Name} has one fixed size; a width of {options.Width} cannot be given.", nameof(options));

        TorchNative.EnsureAvailable();
        return Build(genres, options);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private SpectrogramNetwork Build(int genres, NetworkOptions options)
    {
        // TorchSharp's layers make passing tensors when they are built; their weights are kept out of any scope by the layers themselves.
        using DisposeScope scope = torch.NewDisposeScope();
        SpectrogramNetwork network = _create(genres, options with
        {
            Width = options.Width ?? DefaultWidth,
            Dropout = options.Dropout ?? DefaultDropout,
        });
        NetworkInitializer.Initialize(network, options.Seed);
        return network;
    }
}
