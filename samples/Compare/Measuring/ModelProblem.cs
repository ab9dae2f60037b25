using MusicGenre.MLNet.Torch.Training;
using MusicGenre.MLNet.Torch.Weights;
using QuickStart;

namespace Compare.Measuring;

/// <summary>Tells what keeps one model from being trained, while others may go on, from faults of the program.</summary>
internal static class ModelProblem
{
    /// <summary>Whether an exception's message is a reason for people.</summary>
    public static bool Is(Exception exception)
        => Problem.IsForPeople(exception)
            || exception is PlatformNotSupportedException or NetworkTrainingException or WeightsFormatException or WeightsMismatchException;
}
