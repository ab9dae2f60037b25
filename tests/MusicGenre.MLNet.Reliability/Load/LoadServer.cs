using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MusicGenre.MLNet.Hosting;

namespace MusicGenre.MLNet.Endurance.Load;

/// <summary>A small web service of the hosting package, on a port of this machine that was free.</summary>
internal static class LoadServer
{
    /// <summary>How many calls may wait.</summary>
    public const int MaxQueue = 16;

    /// <summary>Serves until standard input ends; the first line printed is the address.</summary>
    public static async Task RunAsync()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.Services.AddMusicGenreClassifier(options => options.MaxQueue = MaxQueue);
        await using WebApplication app = builder.Build();
        app.MapPost("/classify", ClassifyAsync);
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        await Console.In.ReadToEndAsync();
        await app.StopAsync();
    }

    private static async Task<IResult> ClassifyAsync(HttpRequest request, IMusicGenreClassifier classifier, CancellationToken stop)
    {
        try
        {
            return Results.Text((await classifier.PredictAsync(request.Body, cancellationToken: stop)).Genre);
        }
        catch (ClassifierBusyException busy)
        {
            request.HttpContext.Response.Headers.RetryAfter = ((int)busy.RetryAfter.TotalSeconds).ToString();
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }
}
