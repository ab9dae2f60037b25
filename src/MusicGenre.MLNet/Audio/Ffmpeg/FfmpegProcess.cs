using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace MusicGenre.MLNet.Audio.Ffmpeg;

/// <summary>One run of the program ffmpeg: started with the object, ended at the latest with <see cref="Dispose"/>.</summary>
internal sealed class FfmpegProcess : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts ffmpeg.</summary>
    /// <param name="program">The program's path.</param>
    /// <param name="arguments">What follows the options that keep it from asking and from talking.</param>
    /// <exception cref="InvalidOperationException">The program could not be started.</exception>
    public FfmpegProcess(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, ["-nostdin", "-hide_banner", "-v", "error", .. arguments])
        {
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
        };
        _process = new Process { StartInfo = start };
        _process.ErrorDataReceived += (_, line) => Errors.Add(line.Data);
        try
        {
            _process.Start();
        }
        catch (Win32Exception error)
        {
            _process.Dispose();
            throw CannotRun(error.Message, error);
        }
        _process.StandardInput.Close();
        _process.BeginErrorReadLine();
    }

    /// <summary>What ffmpeg writes to its standard output.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>What ffmpeg complained about.</summary>
    public FfmpegErrors Errors { get; } = new();

    public static InvalidOperationException CannotRun(string reason, Exception? cause = null) =>
        new($"The program ffmpeg could not be run: {reason} Try 'ffmpeg -version' in a terminal.", cause);

    /// <summary>Kills ffmpeg if it still runs; does not wait for its end.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill();
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception)
        {
            // It ended by itself between the question and the kill.
        }
    }

    /// <summary>Waits until ffmpeg has ended and all of its complaints are here.</summary>
    /// <returns>Its exit code.</returns>
    public int WaitForExit()
    {
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>Ends ffmpeg and waits until it has, so that nothing uses its files any more.</summary>
    public void Dispose()
    {
        Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
