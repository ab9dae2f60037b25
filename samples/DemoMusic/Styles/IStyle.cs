using DemoMusic.Composition;

namespace DemoMusic.Styles;

/// <summary>A kind of music that the demo can compose.</summary>
internal interface IStyle
{
    /// <summary>The style's name, which is also its folder's.</summary>
    string Name { get; }

    /// <summary>Composes one piece; the same dice give the same piece.</summary>
    /// <param name="random">The dice: tempo, key, instruments, arrangement, notes and recording all come from them.</param>
    /// <param name="seconds">How long the recording will be, in seconds.</param>
    Score Compose(Random random, double seconds);
}
