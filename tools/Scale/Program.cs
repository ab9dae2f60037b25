using System.CommandLine;
using MusicGenre.MLNet.Scale;

var root = new RootCommand("Measures and simulates what docs/scale.md says of large catalogues.")
{
    Simulation.Command(),
    Synthetic.Command(),
    TrackCost.Command(),
    ShardScaling.Command(),
};
return root.Parse(args).Invoke();
