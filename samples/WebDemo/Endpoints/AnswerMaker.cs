using MusicGenre.MLNet;
using MusicGenre.MLNet.Prediction.Explaining;
using WebDemo.Listening;

namespace WebDemo.Endpoints;

/// <summary>Makes answers of what the library gives.</summary>
internal static class AnswerMaker
{
    private static readonly double[] RoundHertz = [100, 500, 1000, 2000, 4000, 8000, 16000];

    /// <summary>
    /// Makes the answer about a song. It is unknown where the classifier says that it is like nothing it knows, or is too unsure.
    /// </summary>
    public static ClassifyAnswer Of(string? name, Heard heard, int top, double unknownBelow)
    {
        GenrePrediction prediction = heard.Prediction;
        GenreAnswer[] genres = [.. prediction.Ranked.Take(top).Select(g => new GenreAnswer(g.Genre, g.Probability))];
        return new ClassifyAnswer(
            name, heard.Duration.TotalSeconds, prediction.Genre, prediction.Confidence,
            prediction.IsUnknown || prediction.Confidence < unknownBelow, genres,
            [.. prediction.Taggram.Segments.Select(segment => Of(segment, genres))],
            heard.Spectrogram is { } picture ? Of(picture) : null);
    }

    /// <summary>Makes the answer of an explanation.</summary>
    public static ExplainAnswer Of(Explanation explanation, double highestHertz) => new(
        explanation.Genre, explanation.Probability,
        [.. explanation.Patches.Select(p => new PatchAnswer(
            p.Start.TotalSeconds, p.End.TotalSeconds, p.LowHertz, p.HighHertz, SpectrogramPicture.HeightOf(p.LowHertz, highestHertz),
            SpectrogramPicture.HeightOf(p.HighHertz, highestHertz), p.Evidence))],
        [.. explanation.Moments.Select(m => new MomentAnswer(
            m.Start.TotalSeconds, m.End.TotalSeconds, m.Evidence, explanation.InWords(m)))]);

    private static PartAnswer Of(TaggramSegment segment, GenreAnswer[] genres)
    {
        Dictionary<string, float> probabilities = segment.Ranked.ToDictionary(g => g.Genre, g => g.Probability, StringComparer.Ordinal);
        return new PartAnswer(
            segment.Start.TotalSeconds, segment.End.TotalSeconds, [.. genres.Select(g => probabilities[g.Genre])]);
    }

    private static SpectrogramAnswer Of(SpectrogramPicture picture) => new(
        picture.Png, picture.Width, picture.Height,
        [.. RoundHertz.Where(hertz => hertz < picture.HighestHertz)
            .Select(hertz => new TickAnswer(hertz, SpectrogramPicture.HeightOf(hertz, picture.HighestHertz)))]);
}
