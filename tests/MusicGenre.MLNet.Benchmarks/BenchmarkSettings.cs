using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace MusicGenre.MLNet.Benchmarks;

/// <summary>Times with memory; all benchmarks in one table.</summary>
internal sealed class BenchmarkSettings : ManualConfig
{
    /// <param name="quick">Few, short iterations in this process, which needs no build of its own and so no package source.</param>
    public BenchmarkSettings(bool quick)
    {
        AddJob(quick
            ? Job.Default.WithToolchain(InProcessEmitToolchain.Instance)
                .WithWarmupCount(3).WithIterationCount(5).WithIterationTime(TimeInterval.FromMilliseconds(100))
            : Job.Default);
        AddDiagnoser(MemoryDiagnoser.Default);
        AddColumnProvider(DefaultColumnProviders.Instance);
        HideColumns("Job", "Toolchain", "IterationCount", "IterationTime", "WarmupCount", "Error", "Gen0", "Gen1", "Gen2", "Alloc Ratio",
            "RatioSD");
        AddExporter(MarkdownExporter.GitHub);
        AddLogger(ConsoleLogger.Default);
        WithOptions(ConfigOptions.JoinSummary | ConfigOptions.DisableLogFile);
    }
}
