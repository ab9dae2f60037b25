using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>The number of threads that libtorch computes with, until it is disposed.</summary>
internal sealed class ComputeThreads : IDisposable
{
    private readonly int _before = get_num_threads();

    /// <param name="wanted">The number; <see langword="null"/> leaves it as it is.</param>
    public ComputeThreads(int? wanted)
    {
        if (wanted is { } threads)
            set_num_threads(threads);
    }

    /// <inheritdoc/>
    public void Dispose() => set_num_threads(_before);
}
