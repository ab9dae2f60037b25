using MusicGenre.MLNet.Backbones.Embedded;

namespace MusicGenre.MLNet.Tests.TestSupport;

/// <summary>The networks inside the package, for tests that need them.</summary>
internal static class EmbeddedWeights
{
    /// <summary>
    /// The network of that name. A build without it ignores the test with a message; where <c>CI=true</c> the test fails, since the package must
    /// not go out without it.
    /// </summary>
    public static EmbeddedNetwork Require(string name = EmbeddedNetworks.DefaultName)
    {
        if (EmbeddedNetworks.Find(name) is { } network)
            return network;
        string message = $"This test needs the network src/MusicGenre.MLNet/Backbones/Embedded/{name}.onnx, which this build was made without.";
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail(message);
        Assert.Ignore(message);
        throw new InvalidOperationException(message);
    }
}
