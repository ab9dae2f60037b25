using Microsoft.Extensions.Options;

namespace MusicGenre.MLNet.Hosting.Serving;

/// <summary>Checks the settings of a classifier before anything is loaded; each fault names the setting.</summary>
internal sealed class OptionsCheck : IValidateOptions<MusicGenreClassifierOptions>
{
    // The longest that timers wait.
    private static readonly TimeSpan _longest = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, MusicGenreClassifierOptions options)
    {
        string[] faults = [.. Faults(options)];
        return faults.Length == 0 ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(faults.Select(fault => (string.IsNullOrEmpty(name) ? "" : $"Classifier {name}: ") + fault));
    }

    private static IEnumerable<string> Faults(MusicGenreClassifierOptions options)
    {
        if (options.ModelPath is { } path)
        {
            if (string.IsNullOrWhiteSpace(path))
                yield return $"{nameof(options.ModelPath)} is empty. Name a model file, or leave it out for the ready classifier.";
            // In the background a model may come later.
            else if (options.Loading != ModelLoading.InBackground && !File.Exists(path))
                yield return $"{nameof(options.ModelPath)}: there is no file {path}. Paths are relative to the folder that the application is "
                    + $"started in, now {Directory.GetCurrentDirectory()}.";
            if (options.Genres.Count > 0)
                yield return $"{nameof(options.Genres)} are those of the ready classifier; a model file has its own. Give one or the other.";
        }
        else if (options.Genres.Count > 0 && GenresFault([.. options.Genres]) is { } fault)
        {
            yield return $"{nameof(options.Genres)}: {fault}";
        }
        if (!Enum.IsDefined(options.Loading))
            yield return $"{nameof(options.Loading)} is {options.Loading}; it may be {string.Join(", ", Enum.GetNames<ModelLoading>())}.";
        if (options.ReloadInterval <= TimeSpan.Zero || options.ReloadInterval > _longest)
            yield return $"{nameof(options.ReloadInterval)} is {options.ReloadInterval}; it must be above 0 and at most {_longest.Days} days.";
        if (options.MaxConcurrency < 1)
            yield return $"{nameof(options.MaxConcurrency)} is {options.MaxConcurrency}; it must be at least 1.";
        if (options.MaxQueue < 0)
            yield return $"{nameof(options.MaxQueue)} is {options.MaxQueue}; it must be at least 0.";
        if (options.MaxWait <= TimeSpan.Zero || options.MaxWait > _longest)
            yield return $"{nameof(options.MaxWait)} is {options.MaxWait}; it must be above 0 and at most {_longest.Days} days.";
        if (options.MaxDegreeOfParallelism < 1)
            yield return $"{nameof(options.MaxDegreeOfParallelism)} is {options.MaxDegreeOfParallelism}; it must be at least 1.";
        if (options.MaxSegments < 1)
            yield return $"{nameof(options.MaxSegments)} is {options.MaxSegments}; it must be at least 1, or left out.";
        if (options.Duration <= TimeSpan.Zero)
            yield return $"{nameof(options.Duration)} is {options.Duration}; it must be above 0, or left out.";
    }

    // The library knows the names, their other names, and which one was meant.
    private static string? GenresFault(string[] genres)
    {
        try
        {
            MusicGenreClassifier.Pretrained(genres).Dispose();
            return null;
        }
        catch (ArgumentException error)
        {
            return error.Message;
        }
    }
}
