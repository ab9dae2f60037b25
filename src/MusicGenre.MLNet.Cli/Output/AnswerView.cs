using MusicGenre.MLNet.Cli.Terminal;
using MusicGenre.MLNet.Prediction;
using Spectre.Console;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>Shows answers to people: bars for a few of them in a terminal, else a line for each.</summary>
/// <param name="output">Where they are shown.</param>
/// <param name="session">Where it is told what could not be used.</param>
/// <param name="charts">Whether there are few enough for bars.</param>
internal sealed class AnswerView(IAnsiConsole output, Session session, bool charts) : IAnswerWriter
{
    /// <summary>How many files have bars.</summary>
    public const int MostCharts = 3;

    /// <summary>How many genres of a file are shown where nothing else is asked for.</summary>
    public const int GenresShown = 5;

    /// <summary>How many in a terminal, where many files have a line each.</summary>
    public const int GenresOfLine = 3;

    private const int LongestBar = 50;

    private readonly bool _plain = Consoles.IsPlain(output);

    public void Write(IReadOnlyList<ClassifiedFile> answers)
    {
        foreach (ClassifiedFile answer in answers)
            if (answer.Error is { } error)
                session.Complain($"{answer.Path}: {error}");
            else
                Show(answer);
    }

    public void Finish()
    {
    }

    private void Show(ClassifiedFile answer)
    {
        string unknown = answer.Unknown ? $"{ClassifiedFile.UnknownGenre}; " : "";
        if (_plain)
            output.WriteLine($"{answer.Path}: {unknown}{string.Join(", ", answer.Ranked)}");
        else if (charts)
            ShowChart(answer);
        else
        {
            output.WriteLine(answer.Path, new Style(decoration: Decoration.Bold));
            output.WriteLine($"  {unknown}{string.Join(", ", answer.Ranked)}");
        }
        foreach (ClassifiedSegment segment in answer.Segments ?? [])
            output.WriteLine($"  {Clock(segment.Start)} to {Clock(segment.End)}: {string.Join(", ", segment.Ranked.Take(GenresOfLine))}");
        if (charts && !_plain)
            output.WriteLine();
    }

    private void ShowChart(ClassifiedFile answer)
    {
        output.WriteLine(
            answer.Unknown ? $"{answer.Path}: {ClassifiedFile.UnknownGenre}" : answer.Path, new Style(decoration: Decoration.Bold));
        int names = answer.Ranked.Max(genre => genre.Genre.Length);
        double longest = Math.Clamp(output.Profile.Width - names - 14, 10, LongestBar);
        foreach ((int i, GenreProbability genre) in answer.Ranked.Index())
        {
            Color color = i == 0 && !answer.Unknown ? Color.Green : Color.Grey;
            output.Write($"  {genre.Genre.PadRight(names)}  ");
            output.Write(new string('█', (int)Math.Ceiling(longest * genre.Probability)), new Style(color));
            output.WriteLine(Words.Invariant($" {100 * genre.Probability:0.0} %"));
        }
    }

    private static string Clock(double seconds)
    {
        var time = TimeSpan.FromSeconds(seconds);
        return Words.Invariant($"{(int)time.TotalMinutes:00}:{time.Seconds:00}");
    }
}
