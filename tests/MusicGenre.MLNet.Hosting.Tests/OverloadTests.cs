using MusicGenre.MLNet.Endurance.Load;

namespace MusicGenre.MLNet.Hosting.Tests;

/// <summary>A few seconds of what docs/reliability.md reports of a minute: more songs than a service can classify.</summary>
[NonParallelizable]
public sealed class OverloadTests
{
    [Test]
    public async Task An_overloaded_service_answers_or_refuses_every_request()
    {
        var run = new LoadRun(TimeSpan.FromSeconds(4), times: 4);
        await run.RunAsync(TestContext.Out);
        Assert.That(run.Accepted, Is.Positive);
        Assert.That(run.Accepted + run.Refused, Is.EqualTo(run.Sent));
    }
}
