using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Spectrograms;

namespace MusicGenre.MLNet.Backbones;

/// <summary>
/// The part of a classifier that is trained once and then only used: it turns a segment of sound, or a spectrogram picture, into an
/// embedding. One backbone may be used from many threads at once, and disposed while it is: see <see cref="Dispose"/>.
/// </summary>
public abstract class Backbone : IDisposable
{
    private readonly SharedLifetime _lifetime;

    private protected Backbone(BackboneDescription description)
    {
        ArgumentNullException.ThrowIfNull(description);
        description.Validate();
        Description = description;
        _lifetime = new SharedLifetime(this, Free);
    }

    /// <summary>Gets the front end, the segments and the embedding's place.</summary>
    public BackboneDescription Description { get; }

    /// <summary>Gets the backbone's name, e.g. <c>efficientat</c>.</summary>
    public string Name => Description.Name;

    /// <summary>Gets the number of values of an embedding.</summary>
    public int EmbeddingSize => Description.EmbeddingSize;

    /// <summary>Gets the SHA-256 of the weights and the description, in lower-case hexadecimal: equal for two backbones that give equal
    /// embeddings.</summary>
    public abstract string Hash { get; }

    /// <summary>Gets the number of the network's weights; 0 for a backbone without any.</summary>
    public virtual long ParameterCount => 0;

    /// <summary>Whether the backbone accepts spectrogram images. Backbones with a built-in front end require audio.</summary>
    public bool AcceptsPictures => Description.Input == BackboneInput.Picture;

    /// <summary>The backbones that this one is made of, side by side; itself alone if it is one network.</summary>
    internal virtual IReadOnlyList<Backbone> Parts => [this];

    /// <summary>The ONNX file's bytes; empty for a backbone without weights, or of several parts.</summary>
    internal abstract ReadOnlyMemory<byte> Weights { get; }

    /// <summary>Gets a text for people, e.g. <c>mobile, embeddings of 256 values</c>.</summary>
    public override string ToString() => $"{Name}, embeddings of {EmbeddingSize} values";

    /// <summary>Computes the embedding of one segment of sound.</summary>
    /// <param name="window">Mono samples at the front end's sample rate; <see cref="BackboneDescription.WindowSamples"/> of them, or fewer,
    /// which are repeated where the network needs it.</param>
    /// <returns><see cref="EmbeddingSize"/> values.</returns>
    /// <exception cref="ArgumentException">The window is empty.</exception>
    /// <exception cref="ObjectDisposedException">The backbone was disposed before.</exception>
    public float[] EmbedWindow(ReadOnlySpan<float> window) => EmbedWindow(window, null);

    /// <summary>The embedding of one segment of sound whose spectrogram is changed on its way to the network.</summary>
    internal float[] EmbedWindow(ReadOnlySpan<float> window, Func<MelSpectrogram, MelSpectrogram>? change)
    {
        using SharedLifetime.Lease lease = Enter();
        return EmbedWindowLeased(window, change);
    }

    /// <summary>The embedding of one segment, for a caller who holds a lease: it works although the backbone was disposed since.</summary>
    internal float[] EmbedWindowLeased(ReadOnlySpan<float> window, Func<MelSpectrogram, MelSpectrogram>? change = null)
    {
        if (window.IsEmpty)
            throw new ArgumentException("A segment of no samples has no embedding.", nameof(window));
        return window.Length >= Description.LeastSamples ? EmbedFullWindow(window, change) : EmbedFullWindow(Fill(window), change);
    }

    /// <summary>Repeats a segment that is too short for the network, as <see cref="EmbedWindow(ReadOnlySpan{float})"/> does.</summary>
    internal float[] Fill(ReadOnlySpan<float> window)
        => window.Length >= Description.LeastSamples ? window.ToArray() : Repeat(window, Description.LeastSamples);

    /// <summary>Computes the embedding of a spectrogram picture, or of a part of one.</summary>
    /// <param name="picture">The 8-bit grey picture; any width and height.</param>
    /// <returns><see cref="EmbeddingSize"/> values.</returns>
    /// <exception cref="BackboneException">The backbone has a built-in front end and requires audio.</exception>
    /// <exception cref="ObjectDisposedException">The backbone was disposed before.</exception>
    public float[] EmbedPicture(SpectrogramImage picture)
    {
        using SharedLifetime.Lease lease = Enter();
        return EmbedPictureLeased(picture);
    }

    /// <summary>The embedding of one picture, for a caller who holds a lease: it works although the backbone was disposed since.</summary>
    internal abstract float[] EmbedPictureLeased(SpectrogramImage picture);

    /// <summary>
    /// Frees the network, and does not wait: calls that run on other threads finish, and the last of them frees it. Calls that come
    /// later throw <see cref="ObjectDisposedException"/>; the properties go on working. A second call does nothing.
    /// </summary>
    public void Dispose() => _lifetime.Close();

    /// <summary>Keeps the network from being freed until the lease is disposed.</summary>
    /// <exception cref="ObjectDisposedException">The backbone was disposed before.</exception>
    internal SharedLifetime.Lease Enter() => _lifetime.Enter();

    private protected abstract float[] EmbedFullWindow(ReadOnlySpan<float> window, Func<MelSpectrogram, MelSpectrogram>? change);

    /// <summary>Frees what native code holds; called once, when nothing uses it.</summary>
    private protected virtual void Free()
    {
    }

    private static float[] Repeat(ReadOnlySpan<float> samples, int length)
    {
        var repeated = new float[length];
        for (int start = 0; start < length; start += samples.Length)
            samples[..Math.Min(samples.Length, length - start)].CopyTo(repeated.AsSpan(start));
        return repeated;
    }
}
