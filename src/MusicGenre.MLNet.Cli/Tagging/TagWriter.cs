using System.Security.Cryptography;

namespace MusicGenre.MLNet.Cli.Tagging;

/// <summary>Writes genres into files, and brings back what was. The audio is the same before and after, or nothing is written.</summary>
internal static class TagWriter
{
    /// <summary>Writes genres into a file's tags.</summary>
    /// <param name="path">The file.</param>
    /// <param name="was">The genres that are in it.</param>
    /// <param name="genres">The genres to write.</param>
    /// <param name="log">Keeps what brings the file back.</param>
    /// <exception cref="IOException">The file cannot be written, or would not be the same audio.</exception>
    public static void Write(string path, IReadOnlyList<string> was, IReadOnlyList<string> genres, UndoLog log)
    {
        using var replacement = new FileReplacement(path);
        File.Copy(path, replacement.Temporary);
        FileTags.Write(replacement.Temporary, genres);
        using (MappedFile old = new(path), written = new(replacement.Temporary))
        {
            RequireSameAudio(path, old.Bytes, written.Bytes);
            log.Add(new UndoRecord(
                Path.GetFullPath(path), was, genres, HashOf(old.Bytes), HashOf(written.Bytes), Delta.Of(old.Bytes, written.Bytes)));
        }
        replacement.Commit();
    }

    /// <summary>Brings a file back as it was.</summary>
    /// <returns>False if it is already as it was.</returns>
    /// <exception cref="IOException">The file was changed since, or cannot be written.</exception>
    public static bool Undo(UndoRecord record)
    {
        using var replacement = new FileReplacement(record.Path);
        using (var written = new MappedFile(record.Path))
        {
            string now = HashOf(written.Bytes);
            if (now == record.Before)
                return false;
            if (now != record.After)
                throw new IOException("The file was changed since its tags were written; it stays as it is.");
            using FileStream old = File.Create(replacement.Temporary);
            Delta.Apply(record.Parts, written.Bytes, old);
        }
        using (var old = new MappedFile(replacement.Temporary))
            if (HashOf(old.Bytes) != record.Before)
                throw new IOException("The log does not give the file as it was; it stays as it is.");
        replacement.Commit();
        return true;
    }

    private static void RequireSameAudio(string path, ReadOnlySpan<byte> old, ReadOnlySpan<byte> written)
    {
        try
        {
            if (!AudioContent.HashOf(old).AsSpan().SequenceEqual(AudioContent.HashOf(written)))
                throw new IOException($"{path} would not keep its audio as it is; nothing was written.");
        }
        catch (InvalidDataException exception)
        {
            throw new IOException($"{path} is damaged: {exception.Message}. Nothing was written.", exception);
        }
    }

    private static string HashOf(ReadOnlySpan<byte> file) => Convert.ToHexStringLower(SHA256.HashData(file));
}
