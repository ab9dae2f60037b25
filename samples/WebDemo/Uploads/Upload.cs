namespace WebDemo.Uploads;

/// <summary>A file that was sent.</summary>
/// <param name="Name">Its name, as the client says; <see langword="null"/> if it does not.</param>
/// <param name="Bytes">Its content.</param>
internal sealed record Upload(string? Name, ReadOnlyMemory<byte> Bytes);
