using MusicGenre.MLNet.Evaluation.Trust;

namespace MusicGenre.MLNet.Tests.Evaluation.Trust;

public sealed class ClassifierTrustFileTests
{
    [TestCase(0, 1 << 24)]
    [TestCase(1, 1 << 24)]
    [TestCase(1 << 24, 1 << 24)]
    [Category(Categories.Memory)]
    public void Sizes_that_do_not_fit_into_the_file_are_refused_before_memory_is_taken(int size, int directions)
    {
        byte[] bytes = [1, 0, 0, 0, 1, .. BitConverter.GetBytes(size), .. BitConverter.GetBytes(directions), .. new byte[1_000]];
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.That(() => ClassifierTrust.FromBytes(bytes), Throws.TypeOf<InvalidDataException>());
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(1 << 20));
    }
}
