using System.ComponentModel;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using MusicGenre.MLNet.Audio;
using MusicGenre.MLNet.Prediction.Explaining;
using WebDemo.Listening;
using WebDemo.Serving;
using WebDemo.Uploads;

namespace WebDemo.Endpoints;

/// <summary>The API: <c>POST /classify</c>, <c>POST /explain</c>, <c>GET /about</c>.</summary>
internal static class Api
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapApi(this WebApplication app)
    {
        UploadReader uploads = app.Services.GetRequiredService<UploadReader>();
        app.MapPost("/classify", Classify).WithName("classify").TakesSong(uploads.MaxBodyBytes)
            .WithSummary("Predicts the genre of a song.")
            .WithDescription("Send the song as a file of a form, or its bytes as the body. Nothing of it is kept.");
        app.MapPost("/explain", Explain).WithName("explain").TakesSong(uploads.MaxBodyBytes)
            .WithSummary("Explains what in a song speaks for and against a genre.")
            .WithDescription("Takes some hundred times as long as classifying.");
        app.MapGet("/about", About).WithName("about").WithSummary("Says which genres and files this server knows, and its limits.");
    }

    private static async Task<ClassifyAnswer> Classify(
        HttpContext context, UploadGate gate, UploadReader uploads, Listener listener, IOptions<DemoOptions> options,
        [Description("How many genres to answer with, at least 1. All if it is left out.")] int? top = null,
        [Description("Whether to answer with a picture of the mel spectrogram, too.")] bool spectrogram = false)
    {
        if (top < 1)
            throw ApiProblem.BadRequest("bad-request", "The parameter top must be at least 1.");
        using UploadGate.Place place = gate.Enter();
        Upload upload = await uploads.Read(context.Request, context.RequestAborted);
        Heard heard = await listener.Predict(upload, spectrogram, context.RequestAborted);
        return AnswerMaker.Of(upload.Name, heard, top ?? int.MaxValue, options.Value.UnknownBelow);
    }

    private static async Task<ExplainAnswer> Explain(
        HttpContext context, UploadGate gate, UploadReader uploads, Listener listener,
        [Description("The genre to explain. The most probable one if it is left out.")] string? genre = null)
    {
        using UploadGate.Place place = gate.Enter();
        Upload upload = await uploads.Read(context.Request, context.RequestAborted);
        Explanation explanation = await listener.Explain(upload, genre, context.RequestAborted);
        return AnswerMaker.Of(explanation, listener.HighestHertz);
    }

    private static AboutAnswer About(SharedModel model, IOptions<DemoOptions> options) => new(
        model.Classifier.Genres, [.. AudioDecoding.Available.Keys], options.Value.MaxUploadBytes,
        options.Value.MaxDuration.TotalSeconds, options.Value.UnknownBelow);

    private static RouteHandlerBuilder TakesSong(this RouteHandlerBuilder endpoint, long maxBodyBytes)
    {
        endpoint.RequireRateLimiting(PerClientLimit.Policy).WithMetadata(new BodyLimit(maxBodyBytes), new TakesSongMark());
        foreach (int status in ApiDescription.ProblemStatuses)
            endpoint.ProducesProblem(status);
        return endpoint;
    }

    /// <summary>Marks an endpoint whose body is a song, for the OpenAPI document.</summary>
    internal sealed record TakesSongMark;

    private sealed record BodyLimit(long Bytes) : IRequestSizeLimitMetadata
    {
        public long? MaxRequestBodySize => Bytes;
    }
}
