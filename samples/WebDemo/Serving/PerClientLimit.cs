using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace WebDemo.Serving;

/// <summary>Limits how many songs one client may send a minute.</summary>
internal static class PerClientLimit
{
    /// <summary>The name of the policy.</summary>
    public const string Policy = "per-client";

    /// <summary>Adds the limit; the surplus is answered 429 with the time to wait.</summary>
    public static void AddPerClientLimit(this IServiceCollection services) => services.AddRateLimiter(limits =>
    {
        limits.AddPolicy(Policy, context =>
        {
            int perMinute = context.RequestServices.GetRequiredService<IOptions<DemoOptions>>().Value.RequestsPerMinute;
            return RateLimitPartition.GetFixedWindowLimiter(ClientOf(context.Connection.RemoteIpAddress), _ => new FixedWindowRateLimiterOptions
            {
                PermitLimit = perMinute,
                Window = TimeSpan.FromMinutes(1),
            });
        });
        limits.OnRejected = (rejected, _) =>
        {
            rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out TimeSpan wait);
            int seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
            return ProblemWriter.Write(
                rejected.HttpContext,
                rejected.HttpContext.RequestServices.GetRequiredService<IProblemDetailsService>(),
                new ApiProblem(
                    StatusCodes.Status429TooManyRequests, "too-many-requests",
                    $"You have sent more songs than one client may in a minute. Try again in {seconds} s.")
                { RetryAfterSeconds = seconds });
        };
    });

    // A household has 2^64 addresses of IPv6; they count as one.
    private static string ClientOf(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)) : address.ToString();
    }
}
