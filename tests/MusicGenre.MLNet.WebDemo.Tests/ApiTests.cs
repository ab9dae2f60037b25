using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace MusicGenre.MLNet.WebDemo.Tests;

/// <summary>The API as programs use it: the right answer, the right status for each thing that can be wrong.</summary>
public sealed class ApiTests
{
    [Test]
    public async Task A_song_is_classified_as_a_body_and_as_a_form()
    {
        await using DemoServer server = await DemoServer.StartAsync();
        using HttpClient client = server.Client();
        JsonElement raw = await Json(await client.PostAsync("/classify?top=3", Body(Songs.Wav())));
        using var form = new MultipartFormDataContent { { Body(Songs.Wav()), "file", "song.wav" } };
        JsonElement sent = await Json(await client.PostAsync("/classify?top=3&spectrogram=true", form));
        Assert.That(raw.GetProperty("genres").GetArrayLength(), Is.EqualTo(3));
        Assert.That(sent.GetProperty("genre").GetString(), Is.EqualTo(raw.GetProperty("genre").GetString()));
        Assert.That(sent.GetProperty("name").GetString(), Is.EqualTo("song.wav"));
        Assert.That(sent.GetProperty("taggram").GetArrayLength(), Is.Positive);
        JsonElement why = await Json(await client.PostAsync("/explain", Body(Songs.Wav())));
        Assert.That(why.GetProperty("genre").GetString(), Is.EqualTo(raw.GetProperty("genre").GetString()));
    }

    [Test]
    public async Task The_document_names_the_endpoints_and_health_answers()
    {
        await using DemoServer server = await DemoServer.StartAsync();
        using HttpClient client = server.Client();
        JsonElement document = await Json(await client.GetAsync("/openapi/v1.json"));
        Assert.That(document.GetProperty("paths").EnumerateObject().Select(path => path.Name), Is.SupersetOf((string[])["/classify", "/explain"]));
        Assert.That(
            document.GetProperty("paths").GetProperty("/classify").GetProperty("post").GetProperty("responses").EnumerateObject()
                .Select(response => response.Name),
            Is.SupersetOf((string[])["200", "400", "413", "415", "422", "429", "503"]));
        Assert.That((await client.GetAsync("/health")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        HttpResponseMessage page = await client.GetAsync("/");
        Assert.That(page.Headers.GetValues("Content-Security-Policy").Single(), Does.Contain("default-src 'self'").Or.Contain("default-src 'none'"));
        Assert.That(page.Headers.GetValues("X-Content-Type-Options").Single(), Is.EqualTo("nosniff"));
        Assert.That(page.Headers.Contains("Server"), Is.False);
    }

    [Test]
    public async Task What_is_wrong_has_its_status()
    {
        await using DemoServer server = await DemoServer.StartAsync("MaxUploadBytes=400000", "MaxDuration=00:00:05");
        using HttpClient client = server.Client();
        await Problem(client, "/classify", [], HttpStatusCode.BadRequest);
        await Problem(client, "/classify?top=0", Songs.Wav(), HttpStatusCode.BadRequest);
        await Problem(client, "/classify?top=many", Songs.Wav(), HttpStatusCode.BadRequest);
        await Problem(client, "/classify", new byte[500_000], HttpStatusCode.RequestEntityTooLarge);
        await Problem(client, "/classify", "These are the words of a song."u8.ToArray(), HttpStatusCode.UnsupportedMediaType);
        await Problem(client, "/classify", Songs.Silence(), HttpStatusCode.UnprocessableEntity);
        await Problem(client, "/classify", Songs.Wav(8), HttpStatusCode.UnprocessableEntity);
        await Problem(client, "/explain?genre=no-genre", Songs.Wav(), HttpStatusCode.BadRequest);
        using var form = new MultipartFormDataContent { { new StringContent("nothing"), "comment" } };
        HttpResponseMessage withoutFile = await client.PostAsync("/classify", form);
        Assert.That(withoutFile.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
    }

    [Test]
    public async Task A_client_that_asks_too_often_is_told_when_to_come_again()
    {
        await using DemoServer server = await DemoServer.StartAsync("RequestsPerMinute=2");
        using HttpClient client = server.Client();
        for (int i = 0; i < 2; i++)
            Assert.That((await client.PostAsync("/classify", Body(Songs.Wav()))).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        HttpResponseMessage third = await client.PostAsync("/classify", Body(Songs.Wav()));
        Assert.That(third.StatusCode, Is.EqualTo(HttpStatusCode.TooManyRequests));
        Assert.That(third.Headers.RetryAfter, Is.Not.Null);
    }

    [Test]
    public async Task More_uploads_than_fit_are_turned_away()
    {
        await using DemoServer server = await DemoServer.StartAsync("MaxUploads=1");
        using HttpClient client = server.Client();
        var slow = new SlowContent();
        Task<HttpResponseMessage> first = client.PostAsync("/classify", slow);
        await slow.Begun.Task.WaitAsync(TimeSpan.FromSeconds(30));
        HttpResponseMessage second;
        // The server may not have seen the first one yet.
        for (int i = 0; (second = await client.PostAsync("/classify", Body(Songs.Wav()))).IsSuccessStatusCode && i < 100; i++)
            await Task.Delay(20);
        Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(second.Headers.RetryAfter, Is.Not.Null);
        slow.End.SetResult();
        Assert.That((await first).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    private static async Task Problem(HttpClient client, string path, byte[] body, HttpStatusCode expected)
    {
        // Asked first: a server that refuses a large body may close the connection before all of it is sent.
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = Body(body) };
        request.Headers.ExpectContinue = true;
        HttpResponseMessage response = await client.SendAsync(request);
        string text = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(expected), $"{path}, {body.Length} bytes: {text}");
        Assert.That(response.Content.Headers.ContentType!.MediaType, Is.EqualTo("application/problem+json"));
        using JsonDocument problem = JsonDocument.Parse(text);
        Assert.That(problem.RootElement.GetProperty("detail").GetString(), Is.Not.Empty);
        Assert.That(text, Does.Not.Contain("   at "), "no stack trace for strangers");
    }

    private static ByteArrayContent Body(byte[] bytes)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        return content;
    }

    private static async Task<JsonElement> Json(HttpResponseMessage response)
    {
        string text = await response.Content.ReadAsStringAsync();
        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK), text);
        return JsonDocument.Parse(text).RootElement;
    }

    // A body whose end comes when the test says so.
    private sealed class SlowContent : HttpContent
    {
        private readonly byte[] _song = Songs.Wav();

        public SlowContent() => Headers.ContentType = new MediaTypeHeaderValue("audio/wav");

        public TaskCompletionSource Begun { get; } = new();

        public TaskCompletionSource End { get; } = new();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_song.AsMemory(0, 1_000));
            await stream.FlushAsync();
            Begun.SetResult();
            await End.Task;
            await stream.WriteAsync(_song.AsMemory(1_000));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _song.Length;
            return true;
        }
    }
}
