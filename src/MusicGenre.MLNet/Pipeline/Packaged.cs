using Microsoft.ML.Data;

namespace MusicGenre.MLNet.Pipeline;

/// <summary>What travels in a model file as bytes: opened once, when the first row asks for it; later rows share it on all
/// threads.</summary>
/// <param name="open">Opens it.</param>
internal sealed class Packaged<T>(Func<byte[], T> open)
    where T : class
{
    private readonly Lock _opening = new();
    private volatile T? _content;

    public T Open(VBuffer<byte> package)
    {
        if (_content is { } opened)
            return opened;
        lock (_opening)
            return _content ??= open([.. package.DenseValues()]);
    }
}
