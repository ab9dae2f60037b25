using MusicGenre.MLNet.Cli.Output;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace MusicGenre.MLNet.Cli.Terminal;

/// <summary>Beside a bar: about how long the work will still take.</summary>
internal sealed class TimeLeftColumn : ProgressColumn
{
    /// <inheritdoc/>
    protected override bool NoWrap => true;

    /// <inheritdoc/>
    public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime)
    {
        TimeSpan? left = task.IsFinished || task.IsIndeterminate ? null
            : TimeLeft.Of(task.ElapsedTime ?? TimeSpan.Zero, task.Value, task.MaxValue);
        return new Text(left is { } time ? $"{Words.Estimate(time)} left" : "", new Style(Color.Blue));
    }
}
