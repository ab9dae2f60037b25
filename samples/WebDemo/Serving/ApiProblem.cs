namespace WebDemo.Serving;

/// <summary>A request that is answered with problem details (RFC 9457).</summary>
/// <param name="status">The status code.</param>
/// <param name="code">A word for programs, which stays the same when the text is rewritten.</param>
/// <param name="detail">What is wrong and what to do, for people.</param>
internal sealed class ApiProblem(int status, string code, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>Gets after how many seconds to try again; <see langword="null"/> if that would not help.</summary>
    public int? RetryAfterSeconds { get; init; }

    public static ApiProblem BadRequest(string code, string detail) => new(StatusCodes.Status400BadRequest, code, detail);

    public static ApiProblem Unsupported(string code, string detail) => new(StatusCodes.Status415UnsupportedMediaType, code, detail);

    public static ApiProblem Unusable(string code, string detail) => new(StatusCodes.Status422UnprocessableEntity, code, detail);

    public static ApiProblem Busy(string code, string detail, int retryAfterSeconds)
        => new(StatusCodes.Status503ServiceUnavailable, code, detail) { RetryAfterSeconds = retryAfterSeconds };

    public static ApiProblem TooLarge(long maxBytes) => new(
        StatusCodes.Status413PayloadTooLarge, "too-large",
        FormattableString.Invariant($"The file is larger than {maxBytes / 1048576.0:0.#} MiB. Send a shorter or a compressed one."));
}
