using MusicGenre.MLNet.Cli;

return await new Tool(
    "Tells the genres of music: ready-made, or as it learns them from your own folders.", Session.OfProcess(), new NoNetworks())
    .RunAsync(args);
