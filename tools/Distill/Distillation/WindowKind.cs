namespace Distill.Distillation;

/// <summary>What was done to a window's sound.</summary>
internal enum WindowKind
{
    /// <summary>Nothing.</summary>
    Plain,

    /// <summary>Two shelves of an equaliser.</summary>
    Equalized,

    /// <summary>Mixed with a window of another file.</summary>
    Mixed,
}
