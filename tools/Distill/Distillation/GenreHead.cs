namespace Distill.Distillation;

/// <summary>
/// Genres out of distilled tags, with no labels: a genre's score is the mean of its tags' logits, each relative to its mean and deviation
/// over the music that was heard (so that a tag that is always loud does not win everywhere), brought to deviation 1 again. All of it is
/// linear in the tags' logits, and so in the embedding: it becomes the network's own last layer.
/// </summary>
internal static class GenreHead
{
    /// <summary>For each genre the factors on the targets' logits and a bias: score = Σ factor · logit + bias.</summary>
    /// <param name="genres">Genres and their tags.</param>
    /// <param name="indexOf">Index of a tag among the targets.</param>
    /// <param name="answers">The student's logits of unaltered training windows.</param>
    /// <param name="scale">Factor on all scores: how sharp the probabilities are.</param>
    public static (IReadOnlyList<(int Target, double Factor)[]> Factors, double[] Biases) Compose(
        IReadOnlyList<GenreTags> genres, Func<TeacherTag, int> indexOf, IReadOnlyList<float[]> answers, double scale)
    {
        int[][] tags = [.. genres.Select(genre => genre.Tags.Select(indexOf).ToArray())];
        Dictionary<int, (double Mean, double Deviation)> moments = tags.SelectMany(indices => indices).Distinct()
            .ToDictionary(index => index, index => Moments([.. answers.Select(answer => (double)answer[index])]));
        var factors = new (int, double)[genres.Count][];
        var biases = new double[genres.Count];
        for (int g = 0; g < genres.Count; g++)
        {
            double[] scores =
            [
                .. answers.Select(answer => tags[g].Average(index => (answer[index] - moments[index].Mean) / moments[index].Deviation)),
            ];
            double factor = scale / (tags[g].Length * Moments(scores).Deviation);
            factors[g] = [.. tags[g].Select(index => (index, factor / moments[index].Deviation))];
            biases[g] = -tags[g].Sum(index => factor * moments[index].Mean / moments[index].Deviation);
        }

        return (factors, biases);
    }

    private static (double Mean, double Deviation) Moments(double[] values)
    {
        double mean = values.Average();
        return (mean, Math.Max(Math.Sqrt(values.Average(value => (value - mean) * (value - mean))), 1e-6));
    }
}
