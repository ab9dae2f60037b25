using MusicGenre.MLNet.Backbones;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Tests.Common;

public class AllCoresTests
{
    [Test]
    public void Run_does_every_item_once()
    {
        var done = new int[100];

        AllCores.Run(done.Length, 4, CancellationToken.None, i => Interlocked.Increment(ref done[i]));

        Assert.That(done, Is.All.EqualTo(1));
    }

    [Test]
    public void Run_an_error_is_thrown_as_it_is()
        => Assert.That(
            () => AllCores.Run(100, 4, CancellationToken.None, i => throw new BackboneException("no")), Throws.TypeOf<BackboneException>());

    [Test]
    public void Run_Cancelled_Throws()
        => Assert.That(() => AllCores.Run(100, 4, new CancellationToken(true), _ => { }), Throws.InstanceOf<OperationCanceledException>());
}
