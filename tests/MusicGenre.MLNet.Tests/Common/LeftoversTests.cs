using System.Diagnostics;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Tests.Common;

/// <summary>Temporary files of processes that were killed go; those of processes that live stay, and what is nobody's.</summary>
public sealed class LeftoversTests
{
    private readonly TemporaryFolder _folder = new();

    // A process id that was given once, and a start that no process has.
    private static string DeadMark => ProcessMark.Own[..6] + $"-{Environment.ProcessId}-1-0123abcd";

    [TearDown]
    public void Empty()
    {
        foreach (string file in Directory.GetFiles(_folder.Path))
            File.Delete(file);
    }

    [OneTimeTearDown]
    public void Clean() => _folder.Dispose();

    [Test]
    public void What_a_dead_process_left_is_removed_whatever_the_clock_says([Values(-4000, 0, 4000)] int days)
    {
        string left = _folder.Write($".model.zip.{DeadMark}.tmp", [1]), song = _folder.Write($".song.mp3.{DeadMark}.mp3", [1]);
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddDays(days));
        Leftovers.RemoveHidden(_folder.Path);
        Assert.That(File.Exists(left), Is.False);
        Assert.That(File.Exists(song), Is.False);
    }

    [Test]
    public void What_lives_and_what_bears_no_mark_stays()
    {
        using Process other = Process.Start("sleep", "100");
        string start = File.ReadAllText($"/proc/{other.Id}/stat").Split(") ")[1].Split(' ')[19];
        string[] names =
        [
            $".model.zip.{ProcessMark.NewName()}.tmp",
            $".model.zip.{ProcessMark.Own[..6]}-{other.Id}-{start}-0123abcd.tmp",
            $".model.zip.000000-{Environment.ProcessId}-1-0123abcd.tmp",
            $"model.zip.{DeadMark}.tmp",
            ".model.zip.0123456789abcdef0123456789abcdef.tmp",
            ".profile", ".a.b-c-d-e.tmp", ".-1-2-3.tmp", $".{ProcessMark.Own[..6]}--1-.tmp", "model.zip",
        ];
        foreach (string name in names)
            _folder.Write(name, [1]);
        Leftovers.RemoveHidden(_folder.Path);
        Assert.That(Directory.GetFiles(_folder.Path).Select(Path.GetFileName), Is.EquivalentTo(names));
        other.Kill();
        other.WaitForExit();
        Leftovers.RemoveHidden(_folder.Path);
        Assert.That(Directory.GetFiles(_folder.Path).Select(Path.GetFileName), Is.EquivalentTo(names.Where(name => !name.Contains(start))));
    }

    [Test]
    public void A_file_that_somebody_holds_stays_until_he_lets_go([Values] bool isOtherMachine)
    {
        string left = _folder.Write($".model.zip.{(isOtherMachine ? "000000" + DeadMark[6..] : DeadMark)}.tmp", [1]);
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddDays(-2));
        using (new FileStream(left, FileMode.Open, FileAccess.Read, FileShare.Read))
        {
            Leftovers.RemoveHidden(_folder.Path);
            Assert.That(File.Exists(left), Is.True);
        }
        Leftovers.RemoveHidden(_folder.Path);
        Assert.That(File.Exists(left), Is.False);
    }

    [Test]
    public void Saving_and_loading_a_model_clears_what_lies_beside_it([Values] bool saves)
    {
        using MusicGenreClassifier classifier = MusicGenreClassifier.Pretrained("rock", "jazz");
        string model = _folder.Combine("model.zip");
        classifier.Save(model);
        string left = _folder.Write($".model.zip.{DeadMark}.tmp", [1]);
        if (saves)
            classifier.Save(model);
        else
            MusicGenreClassifier.Load(model).Dispose();
        Assert.That(Directory.GetFileSystemEntries(_folder.Path), Is.EqualTo(new[] { model }), left);
    }

    [Test]
    public void A_folder_of_a_dead_process_goes_with_all_that_is_in_it()
    {
        string left = Directory.CreateDirectory(_folder.Combine($"musicgenre-{DeadMark}")).FullName;
        File.WriteAllText(Path.Combine(left, "graph.onnx"), "");
        File.WriteAllText(Path.Combine(left, "lock"), "");
        string held = Directory.CreateDirectory(_folder.Combine($"musicgenre-{DeadMark[..^1]}e")).FullName;
        using (new FileStream(Path.Combine(held, "lock"), FileMode.Create, FileAccess.Write, FileShare.None))
            Leftovers.RemoveBeginning(_folder.Path, WorkFolder.Beginning);
        Assert.That(Directory.GetDirectories(_folder.Path), Is.EqualTo(new[] { held }));
        Directory.Delete(held, recursive: true);
    }
}
