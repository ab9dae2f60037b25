using System.Runtime.InteropServices;
using MusicGenre.MLNet.Common;
using MusicGenre.MLNet.Torch.Native;

namespace MusicGenre.MLNet.Torch.Tests.Native;

[NonParallelizable]
public sealed class TorchNativeTests
{
    private static readonly NativeFindings Linux = new() { System = "linux", Processor = Architecture.X64 };

    [Test]
    public void Is_available_where_the_tests_run() => Assert.That(TorchNative.EnsureAvailable, Throws.Nothing);

    [Test]
    public void Its_threads_sleep_while_they_wait_unless_the_user_said_otherwise()
    {
        if (!OperatingSystem.IsLinux())
            Assert.Ignore("GNU OpenMP comes with libtorch on Linux only.");
        string? told = Environment.GetEnvironmentVariable(OpenMpWaiting.Variable); // as the process was started

        TorchNative.EnsureAvailable();

        Assert.That(NativeEnvironment.Get(OpenMpWaiting.Variable), Is.EqualTo(told ?? "PASSIVE"));
    }

    [Test]
    public void A_machine_on_which_it_loads_has_nothing_to_say()
    {
        TorchNative.Outcome outcome = TorchNative.Check(Linux with { CppVersion = NativeDiagnosis.NeededCppVersion }, () => { });
        Assert.That(outcome.Message, Is.Null);
    }

    [Test]
    public void An_old_cpp_library_is_named_with_both_versions_and_the_way_to_a_new_one()
    {
        TorchNative.Outcome outcome = TorchNative.Check(
            Linux with { CppLibrary = "/usr/lib/libstdc++.so.6.0.30", CppVersion = new Version(3, 4, 30) },
            () => throw new InvalidOperationException("must not be loaded"));

        Assert.That(outcome.Message, Does.Contain("/usr/lib/libstdc++.so.6.0.30")
            .And.Contain("found was GLIBCXX_3.4.30")
            .And.Contain("needed is GLIBCXX_3.4.32")
            .And.Contain("apt-get install -t trixie libstdc++6"));
        Assert.That(outcome.Cause, Is.Null);
    }

    [TestCase("linux", Architecture.Arm64, "linux-arm64")]
    [TestCase("osx", Architecture.X64, "osx-x64")]
    [TestCase("windows", Architecture.Arm64, "windows-arm64")]
    [TestCase("FreeBSD 14", Architecture.X64, "FreeBSD 14-x64")]
    public void Unsupported_systems_are_named_without_loading(string system, Architecture processor, string found)
    {
        TorchNative.Outcome outcome = TorchNative.Check(
            new NativeFindings { System = system, Processor = processor },
            () => throw new InvalidOperationException("must not be loaded"));
        Assert.That(outcome.Message, Does.Contain($"found was {found}").And.Contain("needed is linux-x64, win-x64 or osx-arm64"));
        Assert.That(outcome.Cause, Is.Null);
    }

    [Test]
    public void Musl_is_named_without_loading()
    {
        TorchNative.Outcome outcome = TorchNative.Check(
            Linux with { IsMusl = true }, () => throw new InvalidOperationException("must not be loaded"));
        Assert.That(outcome.Message, Does.Contain("found was musl").And.Contain("glibc 2.28 or later"));
    }

    [Test]
    public void Missing_files_are_told_from_an_old_library()
    {
        var error = new TypeInitializationException("TorchSharp.torch", new DllNotFoundException("Unable to load LibTorchSharp\nand more"));
        TorchNative.Outcome outcome = TorchNative.Check(
            Linux with { CppLibrary = "/usr/lib/libstdc++.so.6", CppVersion = new Version(3, 4, 33) }, () => throw error);
        Assert.That(outcome.Cause, Is.SameAs(error));
        Assert.That(outcome.Message, Does.Contain("libtorch-cpu").And.Contain("GLIBCXX_3.4.33").And.Contain(
            "Unable to load LibTorchSharp"));
        Assert.That(outcome.Message, Does.Not.Contain("and more").And.Not.Contain("too old"));
    }

    [Test]
    public void Every_message_says_that_the_core_package_works_without_it()
    {
        string?[] messages =
        [
            NativeDiagnosis.ExplainMachine(Linux with { IsMusl = true }),
            NativeDiagnosis.ExplainMachine(Linux with { Processor = Architecture.Arm64 }),
            NativeDiagnosis.ExplainMachine(Linux with { CppVersion = new Version(3, 4, 29) }),
            NativeDiagnosis.ExplainFailure(Linux, new DllNotFoundException("x")),
        ];
        Assert.That(messages, Is.All.Contains("core package MusicGenre.MLNet does not need it"));
    }

    [Test]
    public void The_highest_version_in_a_library_is_found()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("library.so",
            [.. "\0GLIBCXX_3.4.9\0GLIBCXX_3.4.30\0GLIBCXX_3.4\0GLIBCXX_DEBUG_MESSAGE_LENGTH\0GLIBCXX_3.4.5"u8]);
        Assert.That(NativeProbe.HighestVersion(path), Is.EqualTo(new Version(3, 4, 30)));
        Assert.That(NativeProbe.HighestVersion("no-such-library"), Is.Null);
    }

    [Test]
    [Platform(Include = "Linux")]
    public void The_loaded_cpp_library_is_found_with_its_version()
    {
        NativeFindings findings = NativeProbe.Look();
        Assert.That(findings.CppLibrary, Does.Contain("libstdc++.so.6"));
        Assert.That(findings.CppVersion, Is.GreaterThanOrEqualTo(NativeDiagnosis.NeededCppVersion), "libtorch loads here");
    }
}
