namespace MusicGenre.MLNet.TestSupport;

/// <summary>
/// The real music, pretrained networks and reference arrays beside the checkout (<c>../shared</c>). Tests that use it are in the
/// category <see cref="Category"/>: ignored with a message where the folder is absent, failing where it is absent and <c>CI=true</c>.
/// </summary>
public static class SharedData
{
    public const string Category = "Data";

    /// <summary>The full path of something in <c>../shared</c>, e.g. <c>SharedData.Get("golden", "chirp.signal.f32")</c>.</summary>
    public static string Get(params string[] parts)
    {
        string path = Path.GetFullPath(Path.Combine([Repository.Root, "..", "shared", .. parts]));
        if (File.Exists(path) || Directory.Exists(path))
            return path;
        string message = $"This test needs {string.Join('/', parts)} in the folder 'shared' beside the checkout; it is not at {path}.";
        if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
            Assert.Fail(message);
        Assert.Ignore(message);
        throw new InvalidOperationException(message);
    }

    /// <summary>Reads a raw little-endian float32 array.</summary>
    public static float[] ReadFloats(string path)
    {
        byte[] bytes = File.ReadAllBytes(path);
        var values = new float[bytes.Length / sizeof(float)];
        Buffer.BlockCopy(bytes, 0, values, 0, values.Length * sizeof(float));
        return values;
    }
}
