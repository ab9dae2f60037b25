return MusicGenre.MLNet.Probe.EmptyHome.Run(args);
