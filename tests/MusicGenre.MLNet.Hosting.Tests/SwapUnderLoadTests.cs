using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace MusicGenre.MLNet.Hosting.Tests;

/// <summary>A web application that answers while its model is swapped.</summary>
[NonParallelizable]
public sealed class SwapUnderLoadTests
{
    private const int Requests = 2_000, Connections = 8, Swaps = 20, DamagedSwap = 7;

    [Test]
    public async Task Two_thousand_requests_over_eight_connections_are_all_answered_by_a_whole_model_while_it_is_swapped_twenty_times()
    {
        using var folder = new TemporaryFolder();
        string model = folder.Write("genres.zip", Models.First);
        await using WebApplication app = await StartAsync(model);
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Connections })
        {
            BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()),
        };
        HashSet<string> whole = [Answer(Models.First), Answer(Models.Second)];
        var classifier = app.Services.GetRequiredService<IMusicGenreClassifier>();

        var done = new CancellationTokenSource();
        Task<int> swapping = SwapAsync(model, classifier, done.Token);
        List<string>[] answers = await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            List<string> got = [];
            // At least the requests that are asked for, and on until all swaps are done.
            while (got.Count < Requests / Connections || !swapping.IsCompleted)
            {
                using HttpResponseMessage response = await client.PostAsync("/classify", new ByteArrayContent(Models.Song));
                got.Add(response.StatusCode == HttpStatusCode.OK
                    ? await response.Content.ReadAsStringAsync() : $"{response.StatusCode} {await response.Content.ReadAsStringAsync()}");
            }
            return got;
        }));
        Assert.That(await swapping, Is.EqualTo(Swaps));
        string[] all = [.. answers.SelectMany(got => got)];
        TestContext.Out.WriteLine($"{all.Length} requests, {Swaps} swaps, of which one damaged");
        Assert.That(all, Has.Length.GreaterThanOrEqualTo(Requests));
        Assert.That(all.Where(answer => !whole.Contains(answer)).Distinct(), Is.Empty);
        Assert.That(all.Distinct().Count(), Is.EqualTo(2));
    }

    private static string Answer(byte[] model)
    {
        using MusicGenreClassifier classifier = MusicGenreClassifier.Load(new MemoryStream(model));
        return Text(classifier.Predict((ReadOnlyMemory<byte>)Models.Song));
    }

    private static string Text(GenrePrediction prediction)
        => string.Join(' ', prediction.Ranked.Select(genre => FormattableString.Invariant($"{genre.Genre}={genre.Probability:R}")));

    private static async Task<int> SwapAsync(string path, IMusicGenreClassifier classifier, CancellationToken cancellationToken)
    {
        bool first = true;
        for (int swap = 0; swap < Swaps; swap++)
        {
            if (swap == DamagedSwap)
            {
                Models.Replace(path, Models.Damaged);
                // Longer than it takes to look at it twice; the model that is there must go on answering.
                await Task.Delay(300, cancellationToken);
                continue;
            }
            first = !first;
            Models.Replace(path, first ? Models.First : Models.Second);
            string genre = first ? "high" : "alto";
            await Models.UntilAsync(() => classifier.Genres[0] == genre, $"swap {swap}");
        }
        return Swaps;
    }

    private static async Task<WebApplication> StartAsync(string model)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders();
        builder.Services.AddMusicGenreClassifier(options =>
        {
            options.ModelPath = model;
            options.ReloadInterval = TimeSpan.FromMilliseconds(20);
        });
        WebApplication app = builder.Build();
        app.MapPost("/classify", async (HttpRequest request, IMusicGenreClassifier classifier, CancellationToken stop)
            => Text(await classifier.PredictAsync(request.Body, cancellationToken: stop)));
        await app.StartAsync();
        return app;
    }
}
