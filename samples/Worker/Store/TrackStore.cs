using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using MusicGenre.MLNet;

namespace Worker.Store;

/// <summary>
/// The database of tracks: a row for each file, written in one transaction when its classification has ended. A process that is killed has
/// written the row or has not, and then the file is classified again.
/// </summary>
internal sealed class TrackStore
{
    private const int SchemaVersion = 1;

    private const string Schema = """
        CREATE TABLE tracks (
            path TEXT NOT NULL PRIMARY KEY,
            bytes INTEGER NOT NULL,            -- of the file that was classified
            changed INTEGER NOT NULL,          -- its time stamp, ms since 1970, UTC
            state TEXT NOT NULL CHECK (state IN ('done', 'failed', 'retry')),
            genre TEXT,                        -- the most probable one
            confidence REAL,                   -- its probability
            is_unknown INTEGER,                -- 1: like nothing that the classifier knows
            error TEXT,                        -- why there is no genre
            attempts INTEGER NOT NULL,
            next_try INTEGER,                  -- ms since 1970, UTC, where state is 'retry'
            model TEXT NOT NULL,
            classified INTEGER NOT NULL        -- ms since 1970, UTC
        ) STRICT;
        CREATE TABLE probabilities (
            path TEXT NOT NULL REFERENCES tracks (path) ON DELETE CASCADE,
            genre TEXT NOT NULL,
            probability REAL NOT NULL,
            PRIMARY KEY (path, genre)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX tracks_by_genre ON tracks (genre);
        """;

    private const string Upsert = """
        INSERT INTO tracks (path, bytes, changed, state, genre, confidence, is_unknown, error, attempts, next_try, model, classified)
        VALUES ($path, $bytes, $changed, $state, $genre, $confidence, $unknown, $error, $attempts, $next, $model, $now)
        ON CONFLICT (path) DO UPDATE SET bytes = excluded.bytes, changed = excluded.changed, state = excluded.state, genre = excluded.genre,
            confidence = excluded.confidence, is_unknown = excluded.is_unknown, error = excluded.error, attempts = excluded.attempts,
            next_try = excluded.next_try, model = excluded.model, classified = excluded.classified;
        DELETE FROM probabilities WHERE path = $path;
        """;

    private readonly string _connection;

    /// <summary>Opens the database, which is created if it is not there.</summary>
    /// <exception cref="StoreException">It cannot be opened, or is of a later version.</exception>
    public TrackStore(IOptions<WorkerOptions> options)
    {
        string file = Path.GetFullPath(options.Value.Database);
        _connection = new SqliteConnectionStringBuilder { DataSource = file, ForeignKeys = true, DefaultTimeout = 30 }.ToString();
        try
        {
            using SqliteConnection connection = Open();
            // Writers do not hold up readers, and a killed process leaves a database that is whole.
            Execute(connection, "PRAGMA journal_mode = WAL");
            long version = (long)Execute(connection, "PRAGMA user_version")!;
            if (version > SchemaVersion)
                throw new StoreException($"The database {file} is of version {version}, and this program knows {SchemaVersion}. Use a newer one.");
            if (version == 0)
            {
                using SqliteTransaction transaction = connection.BeginTransaction();
                Execute(connection, $"{Schema} PRAGMA user_version = {SchemaVersion}");
                transaction.Commit();
            }
        }
        catch (SqliteException error)
        {
            throw new StoreException(
                $"The database {file} cannot be used: {error.Message}. Name another with --database, or mend this one.", error);
        }
    }

    /// <summary>Finds what is known of a file.</summary>
    /// <returns>The row; <see langword="null"/> if there is none.</returns>
    public TrackRow? Find(string path)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = Command(
            connection, "SELECT bytes, changed, state, attempts, next_try FROM tracks WHERE path = $path", ("$path", path));
        using SqliteDataReader reader = command.ExecuteReader();
        return reader.Read()
            ? new TrackRow(
                new FileState(reader.GetInt64(0), reader.GetInt64(1)), reader.GetString(2), reader.GetInt32(3),
                reader.IsDBNull(4) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)))
            : null;
    }

    /// <summary>Writes down the genre of a file.</summary>
    public void Done(string path, FileState state, GenrePrediction prediction, int attempts, string model)
        => Write(path, state, "done", prediction, null, attempts, null, model);

    /// <summary>Writes down why a file has no genre.</summary>
    /// <param name="path">The file.</param>
    /// <param name="state">Its state before it was read.</param>
    /// <param name="error">Why.</param>
    /// <param name="attempts">How often it was tried.</param>
    /// <param name="nextTry">When it is tried again; <see langword="null"/> for not until it changes.</param>
    /// <param name="model">The model.</param>
    public void Failed(string path, FileState state, string error, int attempts, DateTimeOffset? nextTry, string model)
        => Write(path, state, nextTry is null ? "failed" : "retry", null, error, attempts, nextTry, model);

    /// <summary>Forgets files that are no longer there.</summary>
    /// <param name="isGone">Says of a path whether it has gone.</param>
    /// <returns>How many.</returns>
    public int Forget(Predicate<string> isGone)
    {
        using SqliteConnection connection = Open();
        var gone = new List<string>();
        using (SqliteCommand command = Command(connection, "SELECT path FROM tracks"))
        using (SqliteDataReader reader = command.ExecuteReader())
        {
            while (reader.Read())
            {
                if (isGone(reader.GetString(0)))
                    gone.Add(reader.GetString(0));
            }
        }
        using SqliteTransaction transaction = connection.BeginTransaction();
        foreach (string path in gone)
            Execute(connection, "DELETE FROM tracks WHERE path = $path", ("$path", path));
        transaction.Commit();
        return gone.Count;
    }

    /// <summary>Counts the tracks of each state.</summary>
    public IReadOnlyDictionary<string, long> Counts()
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = Command(connection, "SELECT state, count(*) FROM tracks GROUP BY state");
        using SqliteDataReader reader = command.ExecuteReader();
        var counts = new SortedDictionary<string, long>(StringComparer.Ordinal);
        while (reader.Read())
            counts[reader.GetString(0)] = reader.GetInt64(1);
        return counts;
    }

    private static object? Execute(SqliteConnection connection, string sql, params (string Name, object? Value)[] values)
    {
        using SqliteCommand command = Command(connection, sql, values);
        return command.ExecuteScalar();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params (string Name, object? Value)[] values)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        foreach ((string name, object? value) in values)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    // Connections are pooled by the library.
    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        return connection;
    }

    private void Write(
        string path, FileState state, string result, GenrePrediction? prediction, string? error, int attempts, DateTimeOffset? nextTry,
        string model)
    {
        using SqliteConnection connection = Open();
        using SqliteTransaction transaction = connection.BeginTransaction();
        Execute(
            connection, Upsert, ("$path", path), ("$bytes", state.Bytes), ("$changed", state.Changed), ("$state", result),
            ("$genre", prediction?.Genre), ("$confidence", (double?)prediction?.Confidence), ("$unknown", prediction?.IsUnknown),
            ("$error", error), ("$attempts", attempts), ("$next", nextTry?.ToUnixTimeMilliseconds()), ("$model", model),
            ("$now", DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()));
        foreach (GenreProbability genre in prediction?.Ranked ?? [])
        {
            Execute(
                connection, "INSERT INTO probabilities VALUES ($path, $genre, $probability)", ("$path", path), ("$genre", genre.Genre),
                ("$probability", (double)genre.Probability));
        }
        transaction.Commit();
    }
}
