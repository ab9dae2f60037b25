namespace MusicGenre.MLNet.Torch.Networks;

/// <summary>What may be chosen when a network is built.</summary>
public sealed record NetworkOptions
{
    /// <summary>
    /// Factor on the number of channels of every layer, 0.1…4. The default value is <see langword="null"/>: the architecture's own,
    /// see <see cref="NetworkArchitecture.DefaultWidth"/>. Architectures of one fixed size (<c>student-cnn</c>, <c>efficientat-mn04</c>)
    /// allow no other.
    /// </summary>
    public double? Width { get; init; }

    /// <summary>
    /// Share of values dropped before the last dense layer while training, 0…0.95.
    /// The default value is <see langword="null"/>: the architecture's own.
    /// </summary>
    public double? Dropout { get; init; }

    /// <summary>
    /// Whether <c>vgg16</c> has batch normalisation after each convolution; the others always or never have it.
    /// The default value is <see langword="true"/>.
    /// </summary>
    public bool BatchNormalization { get; init; } = true;

    /// <summary>Seed of the first weights; two networks of one seed are equal. The default value is 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Checks every value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside of its range; the message says which.</exception>
    public void Validate()
    {
        if (Width is double width && !(width >= 0.1 && width <= 4))
            throw new ArgumentOutOfRangeException(nameof(Width), width, "The width factor must be between 0.1 and 4.");
        if (Dropout is double dropout && !(dropout >= 0 && dropout <= 0.95))
            throw new ArgumentOutOfRangeException(nameof(Dropout), dropout, "Dropout must be between 0 and 0.95.");
    }
}
