using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using MusicGenre.MLNet.Audio;

namespace WebDemo.Serving;

/// <summary>Turns every exception of a request into problem details with the right status code.</summary>
internal sealed partial class ProblemWriter(
    IProblemDetailsService problems, IOptions<DemoOptions> options, ILogger<ProblemWriter> logger) : IExceptionHandler
{
    /// <inheritdoc/>
    public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
    {
        // Nobody waits for the answer any more.
        if (context.RequestAborted.IsCancellationRequested)
            return true;
        ApiProblem problem = From(exception);
        if (problem.Status == StatusCodes.Status500InternalServerError)
            LogFailure(exception);
        await Write(context, problems, problem);
        return true;
    }

    /// <summary>Writes problem details as the answer.</summary>
    public static async ValueTask Write(HttpContext context, IProblemDetailsService problems, ApiProblem problem)
    {
        context.Response.StatusCode = problem.Status;
        if (problem.RetryAfterSeconds is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        await problems.WriteAsync(new ProblemDetailsContext
        {
            HttpContext = context,
            ProblemDetails = new ProblemDetails
            {
                Status = problem.Status,
                Title = ReasonPhrases.GetReasonPhrase(problem.Status),
                Detail = problem.Message,
                Extensions = { ["code"] = problem.Code },
            },
        });
    }

    private ApiProblem From(Exception exception) => exception switch
    {
        ApiProblem problem => problem,
        FfmpegNotFoundException => ApiProblem.Unsupported(
            "needs-ffmpeg",
            "This server cannot decode the file: it reads WAV, AU, AIFF, mp3, Ogg Vorbis and Opus. Other formats need the program ffmpeg, "
            + "which is not installed here."),
        // Kestrel's own limit lies a little above ours.
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => ApiProblem.TooLarge(options.Value.MaxUploadBytes),
        BadHttpRequestException bad => new ApiProblem(bad.StatusCode, "bad-request", bad.Message),
        OperationCanceledException => ApiProblem.Busy(
            "too-slow",
            FormattableString.Invariant(
                $"The song was not done within {options.Value.MaxTime.TotalSeconds:0.#} s. Try again later, or send a shorter one."),
            10),
        _ => new ApiProblem(
            StatusCodes.Status500InternalServerError, "error", "Something went wrong here that is not your fault. It was logged."),
    };

    [LoggerMessage(EventId = 1, Level = LogLevel.Error, Message = "A request failed.")]
    private partial void LogFailure(Exception exception);
}
