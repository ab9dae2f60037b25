using Microsoft.OpenApi;

namespace WebDemo.Endpoints;

/// <summary>The OpenAPI document, at <c>/openapi/v1.json</c>.</summary>
internal static class ApiDescription
{
    /// <summary>Gets the status codes of the problems that a song may end in.</summary>
    public static IReadOnlyList<int> ProblemStatuses { get; } = [400, 408, 413, 415, 422, 429, 500, 503];

    /// <summary>Adds the document. ASP.NET cannot know what is in a body that it does not read itself.</summary>
    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi(openApi =>
    {
        openApi.AddDocumentTransformer((document, _, _) =>
        {
            document.Info.Title = "Music genre";
            document.Info.Description = "Tells the genre of songs. Errors are problem details (RFC 9457) with a member code.";
            return Task.CompletedTask;
        });
        openApi.AddOperationTransformer((operation, context, _) =>
        {
            if (context.Description.ActionDescriptor.EndpointMetadata.OfType<Api.TakesSongMark>().Any())
                operation.RequestBody = Song();
            return Task.CompletedTask;
        });
    });

    private static OpenApiRequestBody Song()
    {
        var form = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Properties = new Dictionary<string, IOpenApiSchema> { ["file"] = Bytes() },
            Required = new HashSet<string> { "file" },
        };
        return new OpenApiRequestBody
        {
            Required = true,
            Description = "An audio file: as the one file of a form, or as it is.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["multipart/form-data"] = new() { Schema = form },
                ["application/octet-stream"] = new() { Schema = Bytes() },
                ["audio/*"] = new() { Schema = Bytes() },
            },
        };
    }

    private static OpenApiSchema Bytes() => new() { Type = JsonSchemaType.String, Format = "binary" };
}
