// A page that tells the genre of songs, and the API behind it. Runs with the ready model: no data, no network.
using WebDemo;

await using WebApplication app = DemoApp.Create(args);
await app.RunAsync();
