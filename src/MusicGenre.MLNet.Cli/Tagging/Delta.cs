namespace MusicGenre.MLNet.Cli.Tagging;

/// <summary>
/// What is needed to make a file as it was of the file as it is now. Tags grow and shrink, and what follows them moves; so the bytes of the
/// old file are looked for in the new one at the distance of the bytes before them, and then near by. What is not found is kept.
/// </summary>
internal static class Delta
{
    // Shorter runs of equal bytes cost more to name than to keep.
    private const int LeastRun = 32;
    private const int Step = 16;
    private const int Near = 1 << 16;

    /// <summary>Gets the parts of the old file, in their order.</summary>
    public static IReadOnlyList<UndoPart> Of(ReadOnlySpan<byte> old, ReadOnlySpan<byte> current)
    {
        var parts = new List<UndoPart>();
        int position = 0, kept = 0, shift = 0;
        while (position < old.Length)
        {
            int run = Run(old, current, position, shift);
            if (run < LeastRun && FindShift(old, current, position, shift) is { } found)
            {
                shift = found;
                run = Run(old, current, position, shift);
            }
            if (run < LeastRun)
            {
                position = Math.Min(old.Length, position + Step);
                continue;
            }
            int back = RunBefore(old[kept..position], current[..(position + shift)]);
            Keep(old[kept..(position - back)]);
            parts.Add(new UndoPart(position - back + shift, run + back, null));
            kept = position += run;
        }
        Keep(old[kept..]);
        return parts;

        void Keep(ReadOnlySpan<byte> bytes)
        {
            if (bytes.Length > 0)
                parts.Add(new UndoPart(null, null, bytes.ToArray()));
        }
    }

    /// <summary>Writes the old file.</summary>
    /// <exception cref="InvalidDataException">The parts do not belong to this file.</exception>
    public static void Apply(IReadOnlyList<UndoPart> parts, ReadOnlySpan<byte> current, Stream old)
    {
        foreach (UndoPart part in parts)
            if (part.Bytes is { } bytes)
                old.Write(bytes);
            else if (part is { From: >= 0 and var from, Length: >= 0 and var length } && from + length <= current.Length)
                old.Write(current.Slice((int)from, (int)length));
            else
                throw new InvalidDataException("A part lies outside of the file.");
    }

    private static int Run(ReadOnlySpan<byte> old, ReadOnlySpan<byte> current, int position, int shift)
        => position + shift < 0 || position + shift > current.Length
            ? 0 : old[position..].CommonPrefixLength(current[(position + shift)..]);

    private static int RunBefore(ReadOnlySpan<byte> old, ReadOnlySpan<byte> current)
    {
        int run = 0;
        while (run < old.Length && run < current.Length && old[^(run + 1)] == current[^(run + 1)])
            run++;
        return run;
    }

    private static int? FindShift(ReadOnlySpan<byte> old, ReadOnlySpan<byte> current, int position, int shift)
    {
        if (old.Length - position < LeastRun)
            return null;
        foreach (int candidate in (ReadOnlySpan<int>)[current.Length - old.Length, 0])
            if (Run(old, current, position, candidate) >= LeastRun)
                return candidate;
        int start = Math.Clamp(position + shift - Near, 0, current.Length),
            end = Math.Clamp(position + shift + Near, start, current.Length);
        int found = current[start..end].IndexOf(old.Slice(position, LeastRun));
        return found < 0 ? null : start + found - position;
    }
}
