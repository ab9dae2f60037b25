using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using QueueWorker.Queue;

namespace MusicGenre.MLNet.QueueWorker.Tests.TestSupport;

/// <summary>A NATS server on a port of this machine that was free, with its files in a folder of the test's.</summary>
internal sealed class NatsServer : IDisposable
{
    // Debian's lies where not every user's PATH leads to.
    private static readonly string? Program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Append("/usr/sbin").SelectMany(folder => new[] { "nats-server", "nats-server.exe" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    private readonly string _folder;
    private readonly bool _withJetStream;
    private readonly int _port;
    private Process _process;

    private NatsServer(string folder, bool withJetStream)
    {
        (_folder, _withJetStream) = (folder, withJetStream);
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        _port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        _process = Run();
    }

    /// <summary>Gets the server's address.</summary>
    public string Address => FormattableString.Invariant($"nats://127.0.0.1:{_port}");

    /// <summary>Starts a server, or ignores the test where there is no such program; with <c>CI=true</c> the test then fails.</summary>
    public static NatsServer Start(TemporaryFolder folder, bool withJetStream = true)
    {
        if (Program is null)
        {
            const string Message = "This test needs the program nats-server (Debian's package of that name), which is not on the PATH.";
            if (string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase))
                Assert.Fail(Message);
            Assert.Ignore(Message);
        }
        return new NatsServer(folder.Combine("nats"), withJetStream);
    }

    /// <summary>Opens a queue; a server that has just been started may need a moment.</summary>
    public Task<TrackQueue> OpenAsync(QueueSettings? settings = null) => TrackQueue.OpenAsync(Address, "tracks", settings, default);

    /// <summary>Kills the server as a crash would, and starts it again with what it left on disk.</summary>
    public void KillAndRestart()
    {
        Kill();
        _process = Run();
    }

    /// <summary>Kills the server.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => Kill();

    private Process Run()
    {
        string[] jetStream = _withJetStream ? ["--jetstream", "--store_dir", _folder] : [];
        var start = new ProcessStartInfo(
            Program!,
            ["--addr", "127.0.0.1", "--port", FormattableString.Invariant($"{_port}"), "--log", _folder + ".log", .. jetStream]);
        Process process = Process.Start(start)!;
        for (int i = 0; i < 300 && !Answers(); i++)
        {
            Assert.That(process.HasExited, Is.False, "The server has ended at once.");
            Thread.Sleep(50);
        }
        return process;
    }

    private bool Answers()
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
