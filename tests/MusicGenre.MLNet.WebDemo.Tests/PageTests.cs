using System.Collections;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace MusicGenre.MLNet.WebDemo.Tests;

/// <summary>The page in a browser, as people see it and as those hear it who do not see it: both schemes, a phone and a desk.</summary>
public sealed class PageTests
{
    private TemporaryFolder _runtime = null!;
    private DemoServer _server = null!;
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    [OneTimeSetUp]
    public async Task Open()
    {
        if (Chromium() is not { } program)
        {
            const string Message = "The page is tested in Chromium, which is not installed (Debian: apt-get install chromium).";
            if (Environment.GetEnvironmentVariable("CI") == "true")
                Assert.Fail(Message);
            Assert.Ignore(Message);
            return;
        }
        _server = await DemoServer.StartAsync("RequestsPerMinute=1000");
        _playwright = await Playwright.CreateAsync();
        _runtime = new TemporaryFolder();
        _browser = await _playwright.Chromium.LaunchAsync(
            new BrowserTypeLaunchOptions { ExecutablePath = program, Args = ["--no-sandbox"], Env = BrowserEnvironment(_runtime.Path) });
    }

    [OneTimeTearDown]
    public async Task Close()
    {
        if (_browser is not null)
            await _browser.CloseAsync();
        _playwright?.Dispose();
        if (_server is not null)
            await _server.DisposeAsync();
        _runtime?.Dispose();
    }

    [Test]
    public async Task From_empty_to_the_reasons_it_fits_and_can_be_used_by_all(
        [Values(ColorScheme.Light, ColorScheme.Dark)] ColorScheme scheme, [Values(390, 1280)] int width)
    {
        IPage page = await NewPage(scheme, width);
        await MustBeUsable(page, "empty");

        await page.SetInputFilesAsync("#files", [Song("first.wav", Songs.Wav()), Song("words.txt", "no song"u8.ToArray())]);
        await page.WaitForSelectorAsync("#stage[data-drawn]");
        Assert.That(await page.TextContentAsync("#genre"), Is.Not.Empty);
        Assert.That(await page.TextContentAsync("#sure"), Does.Contain("%"));
        Assert.That(await page.Locator("#bars .bar").CountAsync(), Is.GreaterThanOrEqualTo(3));
        await MustBeUsable(page, "answer");

        await page.ClickAsync("#why");
        await page.WaitForSelectorAsync("#reasons:not([hidden])");
        await MustBeUsable(page, "reasons");

        await page.ClickAsync(".song:nth-child(2) .song-open");
        await page.WaitForSelectorAsync("#trouble:not([hidden])");
        Assert.That(await page.TextContentAsync("#trouble-detail"), Is.Not.Empty);
        await MustBeUsable(page, "trouble");
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task A_keyboard_is_enough()
    {
        IPage page = await NewPage(ColorScheme.Light, 1280);
        await page.SetInputFilesAsync("#files", Song("first.wav", Songs.Wav()));
        await page.WaitForSelectorAsync("#stage[data-drawn]");
        await page.FocusAsync("#track");
        await page.Keyboard.PressAsync("End");
        Assert.That(await page.GetAttributeAsync("#track", "aria-valuenow"), Is.EqualTo("3"));
        await page.Keyboard.PressAsync("Home");
        Assert.That(await page.GetAttributeAsync("#track", "aria-valuenow"), Is.EqualTo("0"));
        await page.FocusAsync("#why");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("#reasons:not([hidden])");
        Assert.That(await page.TextContentAsync("#status"), Is.Not.Empty, "what a screen reader says");
        await page.Context.CloseAsync();
    }

    [Test]
    public async Task A_server_that_does_not_answer_is_told()
    {
        IPage page = await NewPage(ColorScheme.Light, 390);
        await page.RouteAsync("**/classify*", route => route.AbortAsync());
        await page.SetInputFilesAsync("#files", Song("first.wav", Songs.Wav()));
        await page.WaitForSelectorAsync("#trouble:not([hidden])");
        await page.UnrouteAsync("**/classify*");
        await page.ClickAsync("#again");
        await page.WaitForSelectorAsync("#stage[data-drawn]");
        await page.Context.CloseAsync();
    }

    private async Task<IPage> NewPage(ColorScheme scheme, int width)
    {
        IPage page = await _browser.NewPageAsync(new BrowserNewPageOptions
        {
            ColorScheme = scheme, ViewportSize = new ViewportSize { Width = width, Height = 844 }, ReducedMotion = ReducedMotion.Reduce,
        });
        await page.GotoAsync(_server.Address.ToString());
        await page.WaitForSelectorAsync("body[data-ready]");
        return page;
    }

    private static async Task MustBeUsable(IPage page, string what)
    {
        int tooWide = await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth");
        Assert.That(tooWide, Is.LessThanOrEqualTo(0), $"{what}: nothing to scroll sideways");
        AxeResult result = await page.RunAxe();
        Assert.That(result.Violations.Select(violation => $"{what}: {violation.Id}, {violation.Help}, {violation.Nodes[0].Html}"), Is.Empty);
    }

    // A browser, and the sound server's library in it, leave sockets and folders where they are told to; without this, in the temporary folder.
    private static Dictionary<string, string> BrowserEnvironment(string folder)
    {
        Dictionary<string, string> variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string?)entry.Value ?? "");
        foreach (string name in new[] { "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME", "PULSE_RUNTIME_PATH" })
            variables[name] = folder;
        return variables;
    }

    private static FilePayload Song(string name, byte[] content) => new() { Name = name, MimeType = "audio/wav", Buffer = content };

    private static string? Chromium() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { "chromium", "chromium-browser", "google-chrome" }.Select(name => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
