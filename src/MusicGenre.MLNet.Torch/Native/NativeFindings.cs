using System.Runtime.InteropServices;

namespace MusicGenre.MLNet.Torch.Native;

/// <summary>What was found out about the machine that libtorch is to run on.</summary>
internal sealed record NativeFindings
{
    /// <summary>The operating system: <c>linux</c>, <c>windows</c>, <c>osx</c> or another name.</summary>
    public required string System { get; init; }

    /// <summary>The processor this process runs for.</summary>
    public required Architecture Processor { get; init; }

    /// <summary>Whether the C library is musl (Alpine), for which no libtorch is built. Default false.</summary>
    public bool IsMusl { get; init; }

    /// <summary>The C++ library that the dynamic loader takes, or null where it is not known.</summary>
    public string? CppLibrary { get; init; }

    /// <summary>The highest GLIBCXX version in that library, or null where it is not known.</summary>
    public Version? CppVersion { get; init; }

    /// <summary>What loading libtorch ended in, or null if it loaded.</summary>
    public Exception? LoadError { get; init; }
}
