namespace MusicGenre.MLNet.Audio.Ffmpeg;

/// <summary>
/// The containers that ffmpeg may open. Each holds its sound itself. Missing are those that name other files, addresses or devices (HLS,
/// DASH, concat, SDP, IMF, image sequences, lavfi …), whatever the file's name is: ffmpeg tells formats by content.
/// </summary>
internal static class FfmpegFormats
{
    /// <summary>What ffmpeg says of a file in a format that is not listed.</summary>
    public const string Refusal = "not on whitelist";

    /// <summary>Gets the names of ffmpeg's demuxers, separated by commas.</summary>
    public static string Allowed { get; } = string.Join(',',
    [
        // What people keep music in.
        "aac", "ac3", "ac4", "aiff", "ape", "asf", "asf_o", "au", "avi", "caf", "dsf", "dts", "dtshd", "eac3", "flac", "flv", "iamf", "iff", "loas",
        "matroska", "mlp", "mov", "mp3", "mpc", "mpc8", "mpeg", "mpegts", "mxf", "nut", "ogg", "rm", "spdif", "s337m", "tak", "truehd", "tta",
        "voc", "w64", "wav", "wsd", "wtv", "wv", "xwma",
        // Speech, recorders and earlier computers.
        "aa", "aax", "act", "aea", "amr", "amrnb", "amrwb", "aptx", "aptx_hd", "avr", "codec2", "dss", "dv", "epaf", "g722", "g723_1",
        "g729", "gsm", "htk", "ilbc", "ircam", "laf", "lc3", "nistsphere", "nsp", "nuv", "oma", "paf", "pvf", "qcp", "sbc", "sds", "shn",
        "siff", "sln", "sol", "sox", "tiertexseq", "txd", "vqf", "wve", "osq", "bonk",
        // Games and tracker modules.
        "ace", "acm", "adp", "ads", "adx", "afc", "aix", "alp", "apc", "apm", "ast", "bfstm", "bink", "binka", "boa", "brstm", "fsb", "fwse",
        "genh", "hca", "hcom", "kvag", "libgme", "libmodplug", "libopenmpt", "mca", "msf", "mtaf", "musx", "qoa", "rso", "smjpeg", "svag",
        "swf", "vag", "vividas", "vpk", "wady", "xa", "xmd", "xvag",
    ]);
}
