using Microsoft.Extensions.FileProviders;
using WebDemo.Endpoints;
using WebDemo.Listening;
using WebDemo.Serving;
using WebDemo.Uploads;

namespace WebDemo;

/// <summary>Puts the application together.</summary>
internal static class DemoApp
{
    /// <summary>Creates the application; it does not listen yet.</summary>
    /// <param name="args">The command line, e.g. <c>--WebDemo:Model=genres.zip</c>.</param>
    /// <param name="configure">Changes what was registered, for tests.</param>
    public static WebApplication Create(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);

        IServiceCollection services = builder.Services;
        services.AddOptions<DemoOptions>().BindConfiguration(DemoOptions.Section)
            .Validate(options => options.Problem is null, "A setting of the section WebDemo is out of range; see DemoOptions.")
            .ValidateOnStart();
        services.AddSingleton<SharedModel>();
        services.AddHostedService(provider => provider.GetRequiredService<SharedModel>());
        services.AddSingleton<UploadReader>();
        services.AddSingleton<UploadGate>();
        services.AddSingleton<WorkGate>();
        services.AddSingleton<Listener>();
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.TypeInfoResolverChain.Insert(0, AnswerJson.Default));
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddProblemDetails();
        services.AddExceptionHandler<ProblemWriter>();
        services.AddPerClientLimit();
        services.AddHealthChecks().AddCheck<ModelHealth>("model");
        services.AddApiDescription();
        configure?.Invoke(builder);

        WebApplication app = builder.Build();
        app.UseSecurityHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UsePage(Path.Combine(AppContext.BaseDirectory, "wwwroot"));
        app.UseRouting();
        app.UseRateLimiter();
        app.MapApi();
        app.MapHealthChecks("/health");
        app.MapOpenApi();
        return app;
    }

    // Asked for anew each time, and not sent again where it is still the same: after an update nobody sees half of the old page.
    private static void UsePage(this WebApplication app, string folder)
    {
        var files = new PhysicalFileProvider(folder);
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = files });
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = files,
            OnPrepareResponse = context => context.Context.Response.Headers.CacheControl = "no-cache",
        });
    }
}
