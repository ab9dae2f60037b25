using System.Text.Json;
using MusicGenre.MLNet.QueueWorker.Tests.TestSupport;
using QueueWorker.Commands;

namespace MusicGenre.MLNet.QueueWorker.Tests;

/// <summary>The sample's command line.</summary>
public sealed class QueueToolTests
{
    [Test]
    public void A_song_goes_from_a_list_to_the_results_and_a_bad_one_to_the_dead_letters_and_back()
    {
        using var folder = new TemporaryFolder();
        using NatsServer server = NatsServer.Start(folder);
        File.WriteAllLines(folder.Combine("list.txt"), [$"song\t{Songs.Paths[0]}", $"later\t{folder.Combine("later.wav")}"]);
        Assert.That(Run("setup", "--capacity", "7", "--ack-wait", "5"), Is.Empty);
        Assert.That(Run("produce", folder.Combine("list.txt")), Is.Empty);
        Assert.That(Run("status").First(), Does.Contain("2 of at most 7"));
        string[] work = ["work", "--model", Songs.Model, "--tries", "2", "--retry-delay", "0.1", "--until-empty"];
        Assert.That(Run(work), Is.Empty);

        Assert.That(Parsed("results").Single().GetProperty("id").GetString(), Is.EqualTo("song"));
        Assert.That(Parsed("dead").Single().GetProperty("reason").GetString(), Does.Contain("later.wav"));

        File.Copy(Songs.Paths[1], folder.Combine("later.wav"));
        Assert.That(Parsed("dead", "--retry").Single().GetProperty("id").GetString(), Is.EqualTo("later"));
        Assert.That(Run("dead"), Is.Empty);
        Assert.That(Run(work), Is.Empty);
        JsonElement status = Parsed("status", "--json").Single();
        Assert.That(Parsed("results").Select(result => result.GetProperty("id").GetString()), Is.EquivalentTo(["song", "later"]));
        Assert.That(
            (status.GetProperty("length").GetInt32(), status.GetProperty("results").GetInt32(), status.GetProperty("dead").GetInt32()),
            Is.EqualTo((0, 2, 0)));

        IReadOnlyList<string> Run(params string[] arguments)
        {
            using QueueProcess process = QueueProcess.Run(folder, [.. arguments, "--server", server.Address]);
            Assert.That(process.ExitCode(), Is.Zero, string.Join('\n', process.Errors));
            return process.Output;
        }

        IEnumerable<JsonElement> Parsed(params string[] arguments) => Run(arguments).Select(line => JsonElement.Parse(line));
    }

    [TestCase("status")]
    [TestCase("work")]
    [TestCase("produce", "-")]
    public async Task Without_a_server_there_is_one_clear_error(params string[] command)
    {
        // Port 1 is nobody's.
        (int exitCode, string output, string error) = await RunAsync([.. command, "--server", "nats://127.0.0.1:1"]);

        Assert.Multiple(() =>
        {
            Assert.That(exitCode, Is.EqualTo(1));
            Assert.That(output, Is.Empty);
            Assert.That(error.TrimEnd().Split('\n'), Has.Length.EqualTo(1), error);
            Assert.That(error, Does.StartWith("Error: No queue at nats://127.0.0.1:1").And.Contain("nats-server --jetstream"));
        });
    }

    [Test]
    public async Task A_server_without_JetStream_is_one_clear_error()
    {
        using var folder = new TemporaryFolder();
        using NatsServer server = NatsServer.Start(folder, withJetStream: false);

        (int exitCode, _, string error) = await RunAsync(["status", "--server", server.Address]);

        Assert.That(exitCode, Is.EqualTo(1));
        Assert.That(error.TrimEnd().Split('\n'), Has.Length.EqualTo(1), error);
        Assert.That(error, Does.StartWith("Error: No queue at").And.Contain("nats-server --jetstream"));
    }

    [TestCase("--tries must be at least 1.", "work", "--tries", "0")]
    [TestCase("--ack-wait must be above 0.", "setup", "--ack-wait", "0")]
    [TestCase("--queue takes letters, digits, - and _.", "status", "--queue", "a.b")]
    public async Task A_wrong_command_line_is_refused(string message, params string[] arguments)
    {
        (int exitCode, _, string error) = await RunAsync(arguments);

        Assert.That(exitCode, Is.EqualTo(2));
        Assert.That(error.Split('\n')[0].TrimEnd(), Is.EqualTo(message));
    }

    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(string[] arguments)
    {
        using StringWriter output = new(), error = new();
        int exitCode = await QueueTool.RunAsync(arguments, output, error);
        return (exitCode, output.ToString(), error.ToString());
    }
}
