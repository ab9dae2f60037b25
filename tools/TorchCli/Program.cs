using MusicGenre.MLNet.Cli;
using MusicGenre.MLNet.TorchCli;

return await TorchTool.Create(Session.OfProcess()).RunAsync(args);
