using System.Text.Json.Nodes;

namespace MusicGenre.MLNet.Tests.Hosts;

/// <summary>Processes of their own, as containers and servers run them: the same answers, whatever they lack.</summary>
public sealed class HostTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "MusicGenre.MLNet.Reliability.dll");

    private readonly TemporaryFolder _folder = new();
    private string _song = "";

    [OneTimeSetUp]
    public void Compose()
    {
        ToneGenres.Write(_folder.Combine("music"), tracks: 6);
        _song = _folder.Combine("song.wav");
        ToneGenres.Compose("low", 3, 5).SaveWav(_song);
    }

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [Test]
    public void A_seed_gives_the_same_bits_on_one_core_and_two_with_a_cache_and_without()
    {
        string expected = Child([], "figures", _folder.Path, "false");
        Assert.That(expected, Does.Match(@"^\w+ 0\.\d+"));
        string[] oneCore = OperatingSystem.IsLinux() ? ["taskset", "-c", "0"] : [];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(Child([], "figures", _folder.Path, "true"), Is.EqualTo(expected), "an empty cache");
            Assert.That(Child(oneCore, "figures", _folder.Path, "true"), Is.EqualTo(expected), "a full cache, one core");
            Assert.That(Child(oneCore, "figures", _folder.Path, "false"), Is.EqualTo(expected), "no cache, one core");
        }
    }

    [Test]
    public void Two_processes_that_share_an_empty_cache_agree()
    {
        string shared = Directory.CreateDirectory(_folder.Combine("shared")).FullName;
        ToneGenres.Write(Path.Combine(shared, "music"), tracks: 6);
        Task<string>[] both = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() => Child([], "figures", shared, "true")))];
        Task.WaitAll(both);
        Assert.That(both[0].Result, Is.EqualTo(both[1].Result));
        Assert.That(Child([], "figures", shared, "true"), Is.EqualTo(both[0].Result));
        Assert.That(Directory.GetFiles(Path.Combine(shared, "cache"), ".*"), Is.Empty);
    }

    [Test]
    public void Cultures_change_nothing([Values("tr-TR", "ar-SA", "de-DE", "fa-IR")] string culture)
    {
        // The programs of this repository run without cultures; those of its users have them.
        string settings = _folder.Combine("with-cultures.json");
        JsonNode json = JsonNode.Parse(File.ReadAllText(Path.ChangeExtension(Program, "runtimeconfig.json")))!;
        json["runtimeOptions"]!["configProperties"]!.AsObject().Remove("System.Globalization.Invariant");
        json["runtimeOptions"]!["configProperties"]!.AsObject().Remove("System.Globalization.PredefinedCulturesOnly");
        File.WriteAllText(settings, json.ToJsonString());
        ExternalProgram run = ExternalProgram.Run(
            _folder.Path, ["dotnet", "exec", "--runtimeconfig", settings, Program, "child", "predict", _song, culture]);
        if (run.Error.Contains("ICU", StringComparison.Ordinal))
            Assert.Ignore("This machine has no cultures (libicu).");
        Assert.That(run.ExitCode, Is.Zero, run.Printed);
        Assert.That(run.Output.Replace("ready\n", ""), Is.EqualTo(Child([], "predict", _song, "")));
    }

    [Test]
    public void Without_a_home_and_on_a_read_only_root_it_predicts_and_saves([Values] bool isReadOnly)
    {
        string expected = Child([], "predict", _song, "");
        string temporary = Directory.CreateDirectory(_folder.Combine("temporary")).FullName;
        // A root that is mounted again, read-only, in a name space of its own, as containers have it; the temporary folder stays.
        string[] wrapper = isReadOnly
            ? ["unshare", "--mount", "sh", "-c", $"mount --bind '{temporary}' '{temporary}' && mount -o remount,ro,bind / && exec \"$@\"", "sh"] : [];
        ExternalProgram run = ExternalProgram.Run(_folder.Path, [.. wrapper, "dotnet", Program, "child", "predict", _song, ""], environment =>
        {
            foreach (string name in new[] { "HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "USERPROFILE", "LOCALAPPDATA" })
                environment.Remove(name);
            environment["TMPDIR"] = environment["TMP"] = temporary;
            environment["DOTNET_EnableDiagnostics"] = "0";
        });
        if (isReadOnly && run.Error.Contains("unshare", StringComparison.Ordinal))
            Assert.Ignore($"A read-only root needs rights: {run.Error}");
        Assert.That(run.ExitCode, Is.Zero, run.Printed);
        Assert.That(run.Output.Replace("ready\n", ""), Is.EqualTo(expected));
        Assert.That(Directory.GetFileSystemEntries(temporary), Is.Empty);
    }

    [Test]
    public void A_kill_at_each_kind_of_work_loses_nothing_and_leaves_nothing()
    {
        ExternalProgram run = ExternalProgram.Run(_folder.Path, ["dotnet", Program, "kills", "4", "3"]);
        Assert.That(run.ExitCode, Is.Zero, run.Printed);
        Assert.That(run.Output, Does.Contain("4 killed").And.Contain("0 connections tried, 0 faults"));
    }

    [Test]
    public void Many_threads_with_failing_files_among_them_get_the_same_answers()
    {
        ExternalProgram run = ExternalProgram.Run(_folder.Path, ["dotnet", Program, "soak", "400", "16", "20"]);
        Assert.That(run.ExitCode, Is.Zero, run.Printed);
        Assert.That(run.Output, Does.Contain("0 connections tried, 0 faults"));
    }

    private string Child(string[] wrapper, params string[] args)
    {
        ExternalProgram run = ExternalProgram.Run(_folder.Path, [.. wrapper, "dotnet", Program, "child", .. args]);
        Assert.That(run.ExitCode, Is.Zero, run.Printed);
        return run.Output.Replace("ready\n", "");
    }
}
