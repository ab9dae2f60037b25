namespace MusicGenre.MLNet.Endurance.Soak;

/// <summary>Files to predict: three of four are music, in several formats, the others fail, each in its own way.</summary>
internal sealed class SoakInputs
{
    private readonly string? kind;

    private readonly List<string> _music = [];
    private readonly List<string> _bad = [];

    public SoakInputs(TemporaryFolder folder, string? only = null)
    {
        kind = only;
        for (int i = 0; i < 4; i++)
        {
            string wav = folder.Combine($"song{i}.wav");
            ToneGenres.Compose(ToneGenres.Names[i % 3], 1.5 + i, i).SaveWav(wav);
            _music.Add(wav);
        }
        Encoded(folder, "song.mp3");
        Encoded(folder, "song.flac");
        byte[] whole = File.ReadAllBytes(_music[0]);
        _bad.Add(folder.Write("cut.wav", whole[..(whole.Length / 2)]));
        _bad.Add(folder.Write("empty.mp3", []));
        _bad.Add(folder.Write("words.mp3", "These are only words.\n"u8.ToArray()));
        _bad.Add(folder.Write("playlist.m3u8", "#EXTM3U\n#\u0001\n#EXTINF:5,\nfile:///etc/hostname\n"u8.ToArray()));
        _bad.Add(folder.Write("noise.ogg", [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i * 7 >> 3))]));
        _bad.Add(folder.Write("cut.png", [0x89, .. "PNG\r\n\x1A\n"u8, 0, 0, 0, 13]));
        _bad.Add(folder.Combine("missing.wav"));
        _bad.Add(folder.Path);
        if (!OperatingSystem.IsWindows())
        {
            _bad.Add("/dev/zero");
            string pipe = folder.Combine("pipe.wav");
            ExternalProgram.Run(folder.Path, ["mkfifo", pipe]);
            _bad.Add(pipe);
        }
    }

    /// <summary>Gets every file once.</summary>
    public IEnumerable<string> All => [.. _music, .. _bad];

    /// <summary>Gets a file by its number. One of 200 of the music needs ffmpeg, which takes as long as many others.</summary>
    public string this[int i] => kind switch
    {
        "music" => _music[i % (_music.Count - 1)],
        "ffmpeg" => _music[^1],
        "bad" => _bad[i % _bad.Count],
        _ => Mixed(i),
    };

    private string Mixed(int i) => i % 4 == 3 ? _bad[i / 4 % _bad.Count] : i % 200 == 0 ? _music[^1] : _music[i % (_music.Count - 1)];

    private void Encoded(TemporaryFolder folder, string name)
    {
        string file = folder.Combine(name);
        ExternalProgram.Run(folder.Path, ["ffmpeg", "-nostdin", "-v", "error", "-y", "-i", _music[0], file]);
        _music.Add(file);
    }
}
