using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using WebDemo;

namespace MusicGenre.MLNet.WebDemo.Tests;

/// <summary>The sample, listening on a port of this machine that was free.</summary>
internal sealed class DemoServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private DemoServer(WebApplication app) => _app = app;

    /// <summary>Gets the address, without a slash at its end.</summary>
    public Uri Address => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    /// <summary>Starts it.</summary>
    /// <param name="settings">Settings of the section WebDemo, e.g. <c>MaxUploads=1</c>.</param>
    public static async Task<DemoServer> StartAsync(params string[] settings)
    {
        WebApplication app = DemoApp.Create(
            ["--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=None", .. settings.Select(setting => $"--WebDemo:{setting}")]);
        await app.StartAsync();
        var server = new DemoServer(app);
        // The model is loaded in the background.
        using var client = new HttpClient { BaseAddress = server.Address };
        for (int i = 0; i < 200 && !(await client.GetAsync("/health")).IsSuccessStatusCode; i++)
            await Task.Delay(50);
        return server;
    }

    /// <summary>Creates a client of it.</summary>
    public HttpClient Client() => new() { BaseAddress = Address };

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
