using System.Runtime.CompilerServices;
using NATS.Client.Core;
using NATS.Client.KeyValueStore;

namespace QueueWorker.Queue;

/// <summary>
/// The results, under their messages' ids. The first one stays: a track that is done twice, after a worker or the server has died, has one
/// result.
/// </summary>
internal sealed class ResultStore(INatsKVStore store)
{
    /// <summary>Whether a message has its result.</summary>
    public async Task<bool> HasAsync(string id, CancellationToken cancellationToken)
    {
        NatsResult<NatsKVEntry<byte[]>> entry =
            await store.TryGetEntryAsync<byte[]>(id, cancellationToken: cancellationToken).ConfigureAwait(false);
        return entry.Success || (entry.Error is NatsKVKeyNotFoundException or NatsKVKeyDeletedException ? false : throw entry.Error);
    }

    /// <summary>Stores a result, unless there is one. When this returns, the server has it.</summary>
    /// <returns>Whether it was the first.</returns>
    public async Task<bool> StoreAsync(TrackResult result, CancellationToken cancellationToken)
    {
        NatsResult<ulong> stored =
            await store.TryCreateAsync(result.Id, Json.Write(result), cancellationToken: cancellationToken).ConfigureAwait(false);
        return stored.Success || (stored.Error is NatsKVCreateException or NatsKVWrongLastRevisionException ? false : throw stored.Error);
    }

    /// <summary>Counts the results.</summary>
    public async Task<long> CountAsync(CancellationToken cancellationToken)
        => (await store.GetStatusAsync(cancellationToken).ConfigureAwait(false)).Info.State.Messages;

    /// <summary>Reads all results, as they were stored.</summary>
    public async IAsyncEnumerable<TrackResult> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await CountAsync(cancellationToken).ConfigureAwait(false) == 0)
            yield break;
        await foreach (NatsKVEntry<byte[]> entry in store.WatchAsync<byte[]>(cancellationToken: cancellationToken).ConfigureAwait(false))
        {
            if (entry.Operation == NatsKVOperation.Put)
                yield return Json.Read<TrackResult>(entry.Value!);
            // A watch goes on for ever; nothing is left for now.
            if (entry.Delta == 0)
                yield break;
        }
    }
}
