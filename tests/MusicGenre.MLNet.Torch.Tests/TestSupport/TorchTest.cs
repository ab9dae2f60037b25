using TorchSharp;

namespace MusicGenre.MLNet.Torch.Tests.TestSupport;

/// <summary>
/// Base of the tests that compute with libtorch: one thread (the machine is shared), and every tensor given back by the end of a test.
/// </summary>
[NonParallelizable]
public abstract class TorchTest
{
    private DisposeScope? _scope;

    [OneTimeSetUp]
    public void UseOneThread() => torch.set_num_threads(1);

    [SetUp]
    public void OpenScope() => _scope = torch.NewDisposeScope();

    [TearDown]
    public void CloseScope() => _scope?.Dispose();

    /// <summary>Standard normal numbers of that shape, the same for the same seed.</summary>
    protected static torch.Tensor Noise(int seed, params long[] shape)
    {
        using var generator = new torch.Generator((ulong)seed, torch.CPU);
        return torch.randn(shape, generator: generator);
    }
}
