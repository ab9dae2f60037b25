using MusicGenre.MLNet.Backbones.Embedded;

namespace MusicGenre.MLNet.Tests.TestSupport;

/// <summary>The networks inside the package, for tests that need them.</summary>
internal static class EmbeddedWeights
{
    /// <summary>
    /// The network of that name. Where its file is not in the repository the test is ignored with a message; where it is there and not in the
    /// library, the build went wrong and the test fails.
    /// </summary>
    public static EmbeddedNetwork Require(string name = EmbeddedNetworks.DefaultName)
    {
        if (EmbeddedNetworks.Find(name) is { } network)
            return network;
        string file = Path.Combine(SharedData.RepositoryRoot, "src", "MusicGenre.MLNet", "Backbones", "Embedded", $"{name}.onnx");
        string message = $"This test needs the network {file}, which this build was made without.";
        if (File.Exists(file))
            Assert.Fail(message);
        Assert.Ignore(message);
        throw new InvalidOperationException(message);
    }
}
