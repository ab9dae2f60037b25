using MusicGenre.MLNet.Cli.Comparing;

namespace MusicGenre.MLNet.Cli;

/// <summary>The whole networks that commands can train besides heads on backbones. An add-on brings its own.</summary>
internal interface ILearners
{
    /// <summary>Gets the names of the networks; empty where there are none.</summary>
    IReadOnlyList<string> Networks { get; }

    /// <summary>Gets what <c>compare</c> compares where nothing is named: names, separated by commas.</summary>
    string DefaultModels { get; }

    /// <summary>Gets what the help says about the names of networks.</summary>
    string Hint { get; }

    /// <summary>Finds a network by its name; capitals do not matter.</summary>
    /// <returns>The network; null if there is none of that name.</returns>
    /// <exception cref="FormatException">The name is that of a network, but what follows it is wrong.</exception>
    TrainableModel? Find(string name);

    /// <summary>Whether an exception keeps one network from being trained and its message is meant for the user.</summary>
    bool IsProblem(Exception exception);
}
