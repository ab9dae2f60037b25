using System.Net;
using System.Net.Sockets;

namespace MusicGenre.MLNet.Endurance;

/// <summary>
/// A socket on this computer at which every proxy setting points: whoever uses HTTP connects here. What else has a socket to the network is
/// found by <see cref="Sockets"/>.
/// </summary>
internal sealed class Listener : IDisposable
{
    private static readonly string[] Variables = ["http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private int _connections;

    public Listener()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = Accept();
    }

    /// <summary>Gets how often somebody connected.</summary>
    public int Connections => _connections;

    /// <summary>Gets the port.</summary>
    public int Port { get; }

    /// <summary>Points the proxy settings of an environment here.</summary>
    public void Proxy(IDictionary<string, string?> environment)
    {
        foreach (string variable in Variables)
            environment[variable] = $"http://127.0.0.1:{Port}";
        environment["no_proxy"] = environment["NO_PROXY"] = null;
    }

    /// <summary>Points the proxy settings of this process here.</summary>
    public void Proxy()
    {
        foreach (string variable in Variables)
            Environment.SetEnvironmentVariable(variable, $"http://127.0.0.1:{Port}");
    }

    /// <summary>Gets this process's sockets of the internet protocols but the listener's own, as the lines of the kernel's tables.</summary>
    public string[] Sockets()
    {
        if (!OperatingSystem.IsLinux())
            return [];
        HashSet<string> own = [.. Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(LinkOf).Where(l => l.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(l => l[8..^1])];
        return [.. new[] { "tcp", "tcp6", "udp", "udp6", "raw", "raw6" }.Select(name => $"/proc/self/net/{name}").Where(File.Exists)
            .SelectMany(File.ReadLines).Where(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: > 9 } parts
                && own.Contains(parts[9]) && !parts[1].EndsWith($":{Port:X4}", StringComparison.Ordinal))];
    }

    public void Dispose() => _listener.Dispose();

    private static string LinkOf(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget ?? "";
        }
        catch (IOException)
        {
            // It was closed while we looked.
            return "";
        }
    }

    private async Task Accept()
    {
        try
        {
            while (true)
            {
                using TcpClient _ = await _listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref _connections);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // It was closed.
        }
    }
}
