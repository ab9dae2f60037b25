using Microsoft.Extensions.Options;
using MusicGenre.MLNet;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Prediction.Explaining;
using WebDemo.Serving;
using WebDemo.Uploads;

namespace WebDemo.Listening;

/// <summary>Decodes a song and asks the classifier.</summary>
internal sealed class Listener(SharedModel model, WorkGate gate, IOptions<DemoOptions> options)
{
    private readonly TimeSpan _maxDuration = options.Value.MaxDuration;

    // A request must not take all cores.
    private static readonly PredictOptions OneCore = new() { MaxDegreeOfParallelism = 1 };

    /// <summary>Gets the highest frequency of the spectrograms, in hertz.</summary>
    public double HighestHertz => model.Classifier.Manifest.Backbone.Mel.SampleRate / 2.0;

    /// <summary>Predicts the genre of a song.</summary>
    /// <param name="upload">The song.</param>
    /// <param name="withSpectrogram">Whether to compute a picture of its spectrogram.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    /// <exception cref="ApiProblem">The file is no song that can be used, or the server is busy.</exception>
    public Task<Heard> Predict(Upload upload, bool withSpectrogram, CancellationToken cancellationToken)
        => Hear(
            upload,
            (classifier, clip, token) => new Heard(
                clip.Duration, classifier.Predict(clip, OneCore, token), withSpectrogram ? SpectrogramPicture.Of(clip, token) : null),
            cancellationToken);

    /// <summary>Explains why a song is, or is not, of a genre.</summary>
    /// <param name="upload">The song.</param>
    /// <param name="genre">The genre; <see langword="null"/> for the most probable one.</param>
    /// <param name="cancellationToken">The client has gone.</param>
    /// <exception cref="ApiProblem">
    /// The genre is unknown, the file is no song that can be used, or the server is busy.
    /// </exception>
    public Task<Explanation> Explain(Upload upload, string? genre, CancellationToken cancellationToken)
    {
        if (genre is not null && !model.Classifier.Genres.Contains(genre, StringComparer.Ordinal))
            throw ApiProblem.BadRequest("unknown-genre", $"The model knows no genre '{genre}'; GET /about lists those it knows.");
        var explain = new ExplainOptions { Genre = genre, MaxDegreeOfParallelism = 1 };
        return Hear(upload, (classifier, clip, token) => classifier.Explain(clip, explain, token), cancellationToken);
    }

    private async Task<T> Hear<T>(
        Upload upload, Func<MusicGenreClassifier, AudioClip, CancellationToken, T> ask, CancellationToken cancellationToken)
    {
        MusicGenreClassifier classifier = model.Classifier;
        return await gate.Run(
            token =>
            {
                try
                {
                    int sampleRate = classifier.Manifest.Backbone.Mel.SampleRate;
                    return ask(classifier, SongReader.Read(upload.Bytes, sampleRate, _maxDuration, token), token);
                }
                catch (AudioFormatException e)
                {
                    throw SoundSignature.Begins(upload.Bytes.Span)
                        ? ApiProblem.Unusable("unusable", $"The song cannot be used: {e.Reason}")
                        : ApiProblem.Unsupported("not-audio", $"The file is no song that can be read: {e.Reason}");
                }
            },
            cancellationToken);
    }
}
