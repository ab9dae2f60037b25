using MusicGenre.MLNet.Probe;
using MusicGenre.MLNet.Probe.Storms;

// Does what a test must not do in its own process, because it needs a fresh one, or because a fault of native code ends the process that it
// happens in. A test runs it with `dotnet MusicGenre.MLNet.Probe.dll VERB` and looks at the exit code: 0 where all was as it should be.
switch (args)
{
    case ["dispose-storm"]:
        return DisposeStorms.Run(Console.Out) ? 0 : 1;
    case ["convolutions"]:
        return Convolutions.Run(Console.Out) ? 0 : 1;
    default:
        return EmptyHome.Run(args);
}
