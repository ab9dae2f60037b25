using MusicGenre.MLNet.Backbones.Onnx;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Tests.Common;

[NonParallelizable]
public sealed class NativeEnvironmentTests
{
    [Test]
    public void A_default_is_seen_by_native_libraries()
    {
        string name = NewName();
        Assert.That(NativeEnvironment.Get(name), Is.Null);

        NativeEnvironment.SetDefault(name, "häh");

        Assert.That(NativeEnvironment.Get(name), Is.EqualTo("häh"));
    }

    [Test]
    public void The_first_default_stays()
    {
        string name = NewName();
        NativeEnvironment.SetDefault(name, "first");
        NativeEnvironment.SetDefault(name, "second");

        Assert.That(NativeEnvironment.Get(name), Is.EqualTo("first"));
    }

    [Test]
    public void A_value_from_before_the_process_started_stays()
    {
        string path = Environment.GetEnvironmentVariable("PATH")!;

        NativeEnvironment.SetDefault("PATH", "nowhere");

        Assert.That(NativeEnvironment.Get("PATH"), Is.EqualTo(path));
    }

    [Test]
    public void A_value_that_only_dotnet_knows_is_passed_on()
    {
        string name = NewName();
        Environment.SetEnvironmentVariable(name, "the user's");

        NativeEnvironment.SetDefault(name, "ours");

        Assert.That(NativeEnvironment.Get(name), Is.EqualTo("the user's"));
    }

    [Test]
    public void Telemetry_is_off_unless_the_user_said_otherwise()
        => Assert.That(
            NativeEnvironment.Get(OnnxRuntimeTelemetry.Variable),
            Is.EqualTo(Environment.GetEnvironmentVariable(OnnxRuntimeTelemetry.Variable) ?? "1"));

    private static string NewName() => $"MUSICGENRE_TEST_{Guid.NewGuid():N}";
}
