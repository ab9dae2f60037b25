using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Training;

/// <summary>One batch, ready for the network.</summary>
/// <param name="Index">Its place in the epoch, from 0.</param>
/// <param name="Images">[count × mels × width].</param>
/// <param name="Mels">The height of the images.</param>
/// <param name="Targets">[count × genres], each row the genres' shares and adding up to 1 (mixed and smoothed).</param>
/// <param name="Labels">The genre with the largest share, for the accuracy.</param>
internal sealed record TrainingBatch(int Index, float[] Images, int Mels, float[] Targets, int[] Labels)
{
    /// <summary>Copies the images to a tensor [count, 1, mels, width].</summary>
    public Tensor ToTensor() => tensor(Images, [Labels.Length, 1, Mels, Images.Length / Labels.Length / Mels]);
}
