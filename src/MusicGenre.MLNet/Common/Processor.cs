using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using System.Text;

namespace MusicGenre.MLNet.Common;

/// <summary>
/// The processor that this process runs on, in words: for reports, since arithmetic that is wrong is so on some processors only.
/// </summary>
internal static class Processor
{
    private const uint ExtendedLeaves = 0x80000000, NameLeaf = 0x80000002;

    /// <summary>Gets the processor's name, with family, model and stepping where it is an x86.</summary>
    public static string Name { get; } = X86Base.IsSupported ? X86Name() : OtherName();

    /// <summary>Gets the vector instruction sets that .NET may use here, the largest last.</summary>
    public static string InstructionSets { get; } = string.Join(' ', Supported());

    private static IEnumerable<string> Supported()
    {
        (string Name, bool Has)[] sets =
        [
            ("SSE4.1", Sse41.IsSupported), ("SSE4.2", Sse42.IsSupported), ("AVX", Avx.IsSupported), ("AVX2", Avx2.IsSupported),
            ("FMA", Fma.IsSupported), ("AVX-VNNI", AvxVnni.IsSupported), ("AVX-512F", Avx512F.IsSupported), ("AVX-512BW", Avx512BW.IsSupported),
            ("AVX-512VBMI", Avx512Vbmi.IsSupported), ("AdvSimd", AdvSimd.IsSupported), ("DotProd", Dp.IsSupported),
        ];
        return sets.Where(set => set.Has).Select(set => set.Name);
    }

    // The name is 48 characters in four registers each of three leaves (Intel SDM volume 2A, CPUID).
    private static string X86Name()
    {
        (int signature, _, _, _) = X86Base.CpuId(1, 0);
        int family = (signature >> 8) & 0xf, model = (signature >> 4) & 0xf;
        model += family is 6 or 15 ? ((signature >> 16) & 0xf) << 4 : 0;
        family += family == 15 ? (signature >> 20) & 0xff : 0;
        string name = "x86";
        if ((uint)X86Base.CpuId(unchecked((int)ExtendedLeaves), 0).Eax >= NameLeaf + 2)
        {
            var text = new int[12];
            for (int leaf = 0; leaf < 3; leaf++)
                (text[4 * leaf], text[(4 * leaf) + 1], text[(4 * leaf) + 2], text[(4 * leaf) + 3]) =
                    X86Base.CpuId(unchecked((int)NameLeaf) + leaf, 0);
            name = Encoding.ASCII.GetString(MemoryMarshal.AsBytes(text.AsSpan())).TrimEnd('\0', ' ').Trim();
        }

        return string.Create(CultureInfo.InvariantCulture, $"{name} (family {family}, model {model}, stepping {signature & 0xf})");
    }

    private static string OtherName()
    {
        string architecture = RuntimeInformation.ProcessArchitecture.ToString();
        try
        {
            // Linux on ARM names implementer and part in numbers; they are what one looks up.
            string[] lines = [.. File.ReadLines("/proc/cpuinfo").TakeWhile(line => line.Length > 0)
                .Where(line => line.StartsWith("CPU ", StringComparison.Ordinal) || line.StartsWith("model name", StringComparison.Ordinal))
                .Select(line => string.Join(' ', line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)))];
            return lines.Length == 0 ? architecture : $"{architecture} ({string.Join(", ", lines)})";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return architecture; // Windows and macOS have no such file
        }
    }
}
