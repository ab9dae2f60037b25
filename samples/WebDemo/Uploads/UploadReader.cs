using System.Buffers;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using WebDemo.Serving;

namespace WebDemo.Uploads;

/// <summary>
/// Reads the file in a request, multipart or as it is, into memory. ASP.NET's own form reader would write large files to the disk.
/// </summary>
internal sealed class UploadReader(IOptions<DemoOptions> options)
{
    // What the boundaries and headers of a multipart body may take beside the file.
    private const int Envelope = 64 << 10;
    private const int MaxNameLength = 255;

    private readonly long _maxBytes = options.Value.MaxUploadBytes;
    private readonly TimeSpan _maxTime = options.Value.MaxUploadTime;

    /// <summary>Gets the size of the largest body that can hold a file of the allowed size.</summary>
    public long MaxBodyBytes => _maxBytes + Envelope;

    /// <summary>Reads the file.</summary>
    /// <exception cref="ApiProblem">There is none, it is too large, or the request says that it is something else.</exception>
    public async Task<Upload> Read(HttpRequest request, CancellationToken cancellationToken)
    {
        MediaTypeHeaderValue? type = TypeOf(request);
        bool isMultipart = type?.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase) == true;
        if (request.ContentLength > (isMultipart ? MaxBodyBytes : _maxBytes))
            throw ApiProblem.TooLarge(_maxBytes);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(_maxTime);
        try
        {
            Upload upload = isMultipart
                ? await ReadMultipart(request, type!, late.Token) : new Upload(null, await ReadAll(request.Body, late.Token));
            return upload.Bytes.Length > 0 ? upload
                : throw ApiProblem.BadRequest("empty", "The request holds no file, or an empty one. Send a song.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ApiProblem(
                StatusCodes.Status408RequestTimeout, "slow-upload",
                FormattableString.Invariant($"The file did not arrive within {_maxTime.TotalSeconds:0.#} s. Send a smaller one."));
        }
    }

    private static MediaTypeHeaderValue? TypeOf(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0 && request.Headers.ContentEncoding != "identity")
            throw ApiProblem.Unsupported("not-audio", "Send the file as it is, without Content-Encoding.");
        if (string.IsNullOrEmpty(request.ContentType))
            return null;
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out MediaTypeHeaderValue? type))
            throw ApiProblem.BadRequest("bad-request", "The header Content-Type cannot be read.");
        string name = type.MediaType.Value!.ToLowerInvariant();
        bool isSound = name is "multipart/form-data" or "application/octet-stream" or "application/ogg" or "application/x-ogg"
            || name.StartsWith("audio/", StringComparison.Ordinal) || name.StartsWith("video/", StringComparison.Ordinal);
        return isSound ? type : throw ApiProblem.Unsupported(
            "not-audio",
            $"A song is expected, not {name}. Send it as multipart/form-data, or its bytes as application/octet-stream or audio/….");
    }

    private async Task<Upload> ReadMultipart(HttpRequest request, MediaTypeHeaderValue type, CancellationToken cancellationToken)
    {
        string? boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrWhiteSpace(boundary) || boundary.Length > 200)
            throw ApiProblem.BadRequest("bad-request", "The header Content-Type names no boundary, or one that is too long.");
        Upload? file = null;
        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
            {
                if (section.GetContentDispositionHeader()?.IsFileDisposition() != true)
                    continue;
                if (file is not null)
                    throw ApiProblem.BadRequest("several-files", "The request holds several files. Send one song a request.");
                string? name = section.AsFileSection()?.FileName;
                file = new Upload(
                    name?.Length > MaxNameLength ? name[..MaxNameLength] : name, await ReadAll(section.Body, cancellationToken));
            }
        }
        catch (Exception e) when (e is IOException or InvalidDataException && e is not BadHttpRequestException)
        {
            throw ApiProblem.BadRequest("bad-request", "The multipart body is not complete or not well-formed.");
        }
        return file ?? throw ApiProblem.BadRequest("no-file", "The form holds no file. Send a song in a field of type file.");
    }

    private async Task<ReadOnlyMemory<byte>> ReadAll(Stream body, CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(1 << 16);
        try
        {
            for (int count; (count = await body.ReadAsync(buffer, cancellationToken)) > 0;)
            {
                if (whole.Length + count > _maxBytes)
                    throw ApiProblem.TooLarge(_maxBytes);
                whole.Write(buffer, 0, count);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return whole.GetBuffer().AsMemory(0, (int)whole.Length);
    }
}
