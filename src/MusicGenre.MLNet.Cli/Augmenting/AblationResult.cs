namespace MusicGenre.MLNet.Cli.Augmenting;

/// <summary>A finished ablation.</summary>
/// <param name="About">What it was measured on, in one line.</param>
/// <param name="Rows">One row a condition, the one without augmentation first.</param>
internal sealed record AblationResult(string About, IReadOnlyList<AblationRow> Rows);
