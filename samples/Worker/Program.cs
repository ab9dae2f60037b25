using Microsoft.Extensions.Options;
using Worker;
using Worker.Scanning;
using Worker.Store;
using Worker.Working;

// Keeps a library of music classified: looks after folders, and keeps the genre of each track in a SQLite database.
//   dotnet run -c Release --project samples/Worker -- --folders ~/Music
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
{
    Args = args,
    ContentRootPath = AppContext.BaseDirectory,
});
builder.Configuration.AddCommandLine(args, new Dictionary<string, string>
{
    ["--folders"] = "Worker:Folders", ["--database"] = "Worker:Database", ["--model"] = "MusicGenre:ModelPath",
});
builder.Services.AddOptions<WorkerOptions>().Bind(builder.Configuration.GetSection("Worker")).ValidateOnStart();
builder.Services.AddSingleton<IValidateOptions<WorkerOptions>, WorkerOptionsCheck>();
builder.Services.AddMusicGenreClassifier(builder.Configuration.GetSection("MusicGenre"));
builder.Services.AddSingleton<TrackStore>().AddSingleton<TrackQueue>().AddSingleton<ModelIdentity>().AddSingleton<WorkerMetrics>();
builder.Services.AddHostedService<FolderScanner>().AddHostedService<TrackClassifier>();
builder.Services.AddHealthChecks().AddMusicGenreClassifier().AddCheck<StoreHealth>("database");
// The tracks in hand are finished before the program ends.
builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMinutes(1));

WebApplication app = builder.Build();
app.MapHealthChecks("/health");
try
{
    await app.RunAsync();
    return Environment.ExitCode;
}
catch (Exception error) when (error is OptionsValidationException or StoreException)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}
