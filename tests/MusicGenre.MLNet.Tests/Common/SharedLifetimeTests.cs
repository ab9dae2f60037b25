using CsCheck;
using MusicGenre.MLNet.Common;

namespace MusicGenre.MLNet.Tests.Common;

[NonParallelizable]
public class SharedLifetimeTests
{
    private int _freed;

    [SetUp]
    public void Forget() => _freed = 0;

    [Test]
    public void Close_nothing_at_work_frees_at_once_and_once()
    {
        SharedLifetime lifetime = Create();

        lifetime.Close();
        lifetime.Close();

        Assert.That(_freed, Is.EqualTo(1));
    }

    [Test]
    public void Close_leases_run_the_last_of_them_frees()
    {
        SharedLifetime lifetime = Create();
        SharedLifetime.Lease first = lifetime.Enter(), second = lifetime.Enter();

        lifetime.Close();
        first.Dispose();
        Assert.That(_freed, Is.Zero, "one is still at work");
        second.Dispose();

        Assert.That(_freed, Is.EqualTo(1));
    }

    [Test]
    public void Enter_closed_throws_and_names_the_owner()
    {
        SharedLifetime lifetime = Create();
        Assert.That(lifetime.ThrowIfClosed, Throws.Nothing);

        using SharedLifetime.Lease running = lifetime.Enter();
        lifetime.Close();

        Assert.That(
            () => lifetime.Enter(),
            Throws.TypeOf<ObjectDisposedException>().With.Property("ObjectName").Contains(nameof(SharedLifetimeTests)));
        Assert.That(lifetime.ThrowIfClosed, Throws.TypeOf<ObjectDisposedException>());
    }

    [Test]
    public void Any_order_of_calls_frees_once_after_close_and_the_last_lease()
        => Gen.Int[0, 9].Array[0, 30].Sample(calls =>
        {
            int freed = 0, closedWith = -1;
            var lifetime = new SharedLifetime(this, () => freed++);
            var leases = new Stack<SharedLifetime.Lease>();
            foreach (int call in calls)
            {
                if (call == 0)
                {
                    lifetime.Close();
                    closedWith = leases.Count;
                }
                else if (call < 5 && leases.TryPop(out SharedLifetime.Lease lease))
                    lease.Dispose();
                else if (closedWith < 0)
                    leases.Push(lifetime.Enter());
                if (freed != (closedWith >= 0 && leases.Count == 0 ? 1 : 0))
                    return false;
            }
            return true;
        });

    [Test]
    public void Many_threads_nothing_is_freed_under_a_lease()
    {
        const int Threads = 8;
        for (int round = 0; round < 300; round++)
        {
            int freed = 0, faults = 0, refused = 0;
            var lifetime = new SharedLifetime(this, () => Interlocked.Increment(ref freed));
            using var start = new Barrier(Threads + 1);
            Thread[] threads = [.. Enumerable.Range(0, Threads).Select(_ => new Thread(Use))];
            foreach (Thread thread in threads)
                thread.Start();
            start.SignalAndWait();
            Thread.SpinWait(100 * (round % 50));
            lifetime.Close();
            foreach (Thread thread in threads)
                thread.Join();

            Assert.That((faults, refused, freed), Is.EqualTo((0, Threads, 1)), $"faults, refusals and frees of round {round}");

            void Use()
            {
                start.SignalAndWait();
                try
                {
                    while (true)
                    {
                        using SharedLifetime.Lease lease = lifetime.Enter();
                        if (Volatile.Read(ref freed) != 0)
                            Interlocked.Increment(ref faults);
                    }
                }
                catch (ObjectDisposedException)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        }
    }

    [Test]
    [Category(Categories.Memory)]
    public void Enter_allocates_nothing()
    {
        SharedLifetime lifetime = Create();
        EnterAndLeave();

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
            EnterAndLeave();

        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.Zero);

        void EnterAndLeave()
        {
            using SharedLifetime.Lease lease = lifetime.Enter();
        }
    }

    private SharedLifetime Create() => new(this, () => _freed++);
}
