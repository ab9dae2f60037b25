using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>
/// Marks an <see cref="MLImage"/> member of a row class as an image of any size, as spectrogram images are.
/// ML.NET's own <see cref="ImageTypeAttribute"/> without a size throws when a row class with it is used (ML.NET 5.0.1).
/// </summary>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property)]
internal sealed class AnyImageTypeAttribute : DataViewTypeAttribute
{
    /// <inheritdoc/>
    public override bool Equals(DataViewTypeAttribute? other) => other is AnyImageTypeAttribute;

    /// <inheritdoc/>
    public override int GetHashCode() => typeof(AnyImageTypeAttribute).GetHashCode();

    /// <inheritdoc/>
    public override void Register() => DataViewTypeManager.Register(new ImageDataViewType(), typeof(MLImage), this);
}
