using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace MusicGenre.MLNet.Audio.Ffmpeg;

/// <summary>
/// Starts ffmpeg so that it cannot outlive this process. On Unix it gets a session of its own and a watcher beside it, which waits for the
/// end of the pipe that this process holds: when the pipe is closed, on purpose or because this process was killed, the watcher kills the
/// whole session's group, with whatever a wrapper script started. (Linux's signal on the death of the parent would come when the thread
/// ends that started ffmpeg, and would not reach a wrapper's children.)
/// </summary>
internal static class FfmpegGuard
{
    private const string Shell = "/bin/sh";

    // The watcher reads descriptor 3, this process's pipe; ffmpeg itself gets no input. ffmpeg takes the place of the shell, so that its
    // exit code and its process id are the shell's. A limit that the system does not know is no reason not to run.
    private const string Script =
        """
        exec 3<&0 </dev/null
        (exec >/dev/null 2>&1; read -r _ <&3; kill -KILL -$$) &
        exec 3<&-
        ulimit -d "$1" 2>/dev/null
        shift
        exec "$@"
        """;

    // What begins a session: util-linux and busybox have the one, macOS and the BSDs the other.
    private static readonly string[][] Launchers =
    [
        ["/usr/bin/setsid"],
        ["/bin/setsid"],
        ["/usr/bin/perl", "-MPOSIX=setsid", "-e", "setsid(); exec { $ARGV[0] } @ARGV"],
    ];

    /// <summary>Gets how to start a program.</summary>
    /// <param name="program">The program's path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="maxMemoryBytes">How many bytes of memory it may have.</param>
    /// <param name="isGuarded">Whether closing the program's input ends it with all that it started.</param>
    public static ProcessStartInfo Start(string program, IEnumerable<string> arguments, long maxMemoryBytes, out bool isGuarded)
    {
        string[]? launcher = OperatingSystem.IsWindows() || !File.Exists(Shell)
            ? null : Launchers.FirstOrDefault(candidate => File.Exists(candidate[0]));
        isGuarded = launcher is not null;
        string kibibytes = (maxMemoryBytes >> 10).ToString(CultureInfo.InvariantCulture);
        string[] command = launcher is null
            ? [program, .. arguments]
            : [.. launcher, Shell, "-c", Script, "sh", kibibytes, program, .. arguments];
        return new ProcessStartInfo(command[0], command[1..])
        {
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
        };
    }
}
