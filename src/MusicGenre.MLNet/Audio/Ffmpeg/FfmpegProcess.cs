using System.ComponentModel;
using System.Diagnostics;

namespace MusicGenre.MLNet.Audio.Ffmpeg;

/// <summary>
/// One run of the program ffmpeg: started with the object, ended with all that it started at the latest with <see cref="Dispose"/>, by its
/// limits, or with this process.
/// </summary>
internal sealed class FfmpegProcess : IDisposable
{
    // The shell's codes for a program that may not be run and one that is not there.
    private const int NotAllowed = 126;
    private const int NotThere = 127;

    // A killed process is gone in milliseconds, unless the system holds it, for example on a disk that does not answer.
    private static readonly TimeSpan PatienceWithKilled = TimeSpan.FromSeconds(5);

    private readonly string _program;
    private readonly Process _process;
    private readonly bool _isGuarded;
    private readonly JobObject? _job;
    private readonly Thread _complaints;
    private int _killed;

    /// <summary>Starts ffmpeg.</summary>
    /// <param name="program">The program's path.</param>
    /// <param name="arguments">What follows the options that keep it from asking and from talking.</param>
    /// <param name="limits">What it may take; null for the defaults.</param>
    /// <exception cref="FfmpegException">The program could not be started.</exception>
    public FfmpegProcess(string program, IEnumerable<string> arguments, FfmpegLimits? limits = null)
    {
        _program = program;
        Limits = limits ?? new FfmpegLimits();
        ProcessStartInfo start = FfmpegGuard.Start(
            program, ["-nostdin", "-hide_banner", "-v", "error", "-progress", "pipe:2", .. arguments], Limits.MaxMemoryBytes, out _isGuarded);
        _process = new Process { StartInfo = start };
        try
        {
            _process.Start();
        }
        catch (Win32Exception error)
        {
            _process.Dispose();
            throw CannotRun($"{error.Message}.", error);
        }
        _job = OperatingSystem.IsWindows() ? JobObject.Around(_process, Limits.MaxMemoryBytes) : null;
        if (!_isGuarded)
            _process.StandardInput.Close();
        Output = new FfmpegOutput(_process.StandardOutput.BaseStream, this);
        _complaints = new Thread(ReadComplaints, 1 << 18) { IsBackground = true, Name = "ffmpeg's errors" };
        _complaints.Start();
    }

    /// <summary>Gets what ffmpeg may take.</summary>
    public FfmpegLimits Limits { get; }

    /// <summary>Gets what ffmpeg writes to its standard output.</summary>
    public FfmpegOutput Output { get; }

    /// <summary>Gets what ffmpeg complained about.</summary>
    public FfmpegErrors Errors { get; } = new();

    /// <summary>Gets the limit that ffmpeg was ended for, as a sentence about it; null if for none.</summary>
    public string? Exceeded { get; private set; }

    /// <summary>Makes the exception for a program that is no working ffmpeg.</summary>
    /// <param name="reason">What happened, as a sentence.</param>
    /// <param name="cause">What led to it, if anything.</param>
    public FfmpegException CannotRun(string reason, Exception? cause = null) => new(_program, reason, cause);

    /// <summary>Ends ffmpeg because it takes more than it may.</summary>
    /// <param name="what">What it did, as a sentence.</param>
    public void End(string what)
    {
        Exceeded ??= what;
        Kill();
    }

    /// <summary>Kills ffmpeg and what it started, if they still run; does not wait for their end.</summary>
    public void Kill()
    {
        if (Interlocked.Exchange(ref _killed, 1) != 0)
            return;
        try
        {
            // The watcher, who is in the group, keeps its number from being given to others.
            if (_isGuarded)
                _process.StandardInput.Close();
            _job?.Dispose();
            _process.Kill(entireProcessTree: !_isGuarded);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException or IOException)
        {
            // It ended by itself between the question and the kill.
        }
    }

    /// <summary>Waits until ffmpeg has ended and all of its complaints are here; ends it if it does not in the time that it has.</summary>
    /// <returns>Its exit code; null if the system does not let it end.</returns>
    public int? WaitForExit() => WaitForExit(Limits.Timeout);

    /// <summary>Ends ffmpeg and waits until it has, so that nothing uses its files any more.</summary>
    public void Dispose()
    {
        Kill();
        WaitForExit(PatienceWithKilled);
        Output.Dispose();
        _process.Dispose();
    }

    /// <exception cref="FfmpegException">The program could not be run at all.</exception>
    public void ThrowIfNeverRun(int? exitCode)
    {
        if (exitCode is NotAllowed or NotThere && Output.Received == 0)
            throw CannotRun($"it ended with code {exitCode} ({Errors.Reason("")}).");
    }

    private int? WaitForExit(TimeSpan patience)
    {
        if (!_process.WaitForExit(patience))
        {
            End($"ffmpeg gave its last sound and did not end for {Seconds(patience)}");
            if (!_process.WaitForExit(PatienceWithKilled))
                return null;
        }
        int exitCode = _process.ExitCode;
        // What it left running, if anything, holds its pipe of complaints open.
        Kill();
        _complaints.Join(PatienceWithKilled);
        return exitCode;
    }

    /// <summary>Writes a time for people.</summary>
    public static string Seconds(TimeSpan time) => FormattableString.Invariant($"{time.TotalSeconds:0.#} s");

    private void ReadComplaints()
    {
        try
        {
            var block = new byte[4096];
            for (int count; (count = _process.StandardError.BaseStream.Read(block)) > 0;)
            {
                Errors.Add(block.AsSpan(0, count));
                if (Errors.Received > Limits.MaxComplaintBytes && Exceeded is null)
                    End($"ffmpeg wrote more than {Limits.MaxComplaintBytes >> 20} MiB of error messages");
            }
        }
        catch (Exception error) when (error is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The pipe was closed under it: there is nobody left to tell.
        }
        Errors.End();
    }
}
