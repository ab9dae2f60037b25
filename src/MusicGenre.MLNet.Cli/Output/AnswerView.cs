using MusicGenre.MLNet.Cli.Terminal;
using MusicGenre.MLNet.Prediction;
using Spectre.Console;

namespace MusicGenre.MLNet.Cli.Output;

/// <summary>Shows the answers for files: bars for a few of them in a terminal, else a line for each.</summary>
/// <param name="session">Where they are shown, and where it is told what could not be used.</param>
/// <param name="charts">Whether there are few enough for bars.</param>
internal sealed class AnswerView(Session session, bool charts)
{
    /// <summary>How many files have bars.</summary>
    public const int MostCharts = 3;

    private const int GenresShown = 5;
    private const int GenresOfLine = 3;
    private const int ChartWidth = 72;

    private readonly bool _plain = Consoles.IsPlain(session.Output);

    /// <summary>Shows the answers as they come.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="top">How many genres of each; null for a few.</param>
    /// <returns>False if a file could not be used.</returns>
    public bool Show(IEnumerable<PredictionResult> answers, int? top)
    {
        bool all = true;
        foreach (PredictionResult answer in answers)
        {
            all &= answer.Succeeded;
            if (answer.Prediction is { } prediction)
                Show(answer.Path, prediction.Top(top ?? (charts || _plain ? GenresShown : GenresOfLine)));
            else
                session.Error.WriteLine($"{answer.Path}: {answer.Error}");
        }
        return all;
    }

    private void Show(string path, IReadOnlyList<GenreProbability> genres)
    {
        string ranked = string.Join(", ", genres);
        if (_plain)
        {
            session.Output.WriteLine($"{path}: {ranked}");
            return;
        }
        session.Output.WriteLine(path, new Style(decoration: Decoration.Bold));
        if (!charts)
        {
            session.Output.WriteLine($"  {ranked}");
            return;
        }
        var chart = new BarChart { Width = Math.Min(ChartWidth, session.Output.Profile.Width), MaxValue = 100 };
        chart.UseValueFormatter(value => Words.Invariant($"{value:0.0} %"));
        foreach ((int i, GenreProbability genre) in genres.Index())
            chart.AddItem(Markup.Escape(genre.Genre), Math.Round(100.0 * genre.Probability, 1), i == 0 ? Color.Green : Color.Grey);
        session.Output.Write(chart);
        session.Output.WriteLine();
    }
}
