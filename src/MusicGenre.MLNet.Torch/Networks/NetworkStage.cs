using static TorchSharp.torch;

namespace MusicGenre.MLNet.Torch.Networks;

/// <summary>One part of a network's depth: the unit in which layers are frozen or given their own learning rate.</summary>
/// <param name="Name">Short name, unique in its network, such as <c>stem</c> or <c>block3</c>.</param>
/// <param name="Module">The part itself: [N, C, H, W] → [N, C', H', W'], or [N, E] for what pools.</param>
public sealed record NetworkStage(string Name, nn.Module<Tensor, Tensor> Module);
