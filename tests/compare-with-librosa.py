"""Measures Python's ways of what this library does, and this library, on the same clip in the same run; one thread each.

Called by compare-with-librosa.sh. Each row is the median of several runs after one that is not counted, warm, in milliseconds.
"numpy + scipy" is librosa's own algorithm (frames, scipy.fft.rfft, a dense mel matrix, power_to_db) without librosa's argument handling;
where librosa itself is installed it is measured as well.
"""

import fractions
import importlib.util
import os
import subprocess
import sys
import tempfile
import time

import numpy as np
import scipy.fft
import scipy.io.wavfile
import scipy.signal
import torch
import torchaudio

RATE, FFT, HOP, MELS = 22050, 2048, 512, 128
OURS = "tests/MusicGenre.MLNet.Benchmarks/bin/Release/net10.0/MusicGenre.MLNet.Benchmarks"


def median_ms(work, runs=9):
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return sorted(times)[runs // 2]


def scipy_mel(samples, bank):
    padded = np.pad(samples, FFT // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, FFT)[::HOP]
    window = scipy.signal.get_window("hann", FFT).astype(np.float32)
    power = np.abs(scipy.fft.rfft(frames * window, axis=1)) ** 2
    mel = power.astype(np.float32) @ bank
    decibels = 10 * np.log10(np.maximum(1e-10, mel)) - 10 * np.log10(max(1e-10, mel.max()))
    return np.maximum(decibels, -80)


def scipy_stretch(samples, rate):
    """librosa.effects.time_stretch: short-time transform, phase vocoder, inverse."""
    window = scipy.signal.get_window("hann", FFT).astype(np.float32)
    frames = np.lib.stride_tricks.sliding_window_view(np.pad(samples, FFT // 2), FFT)[::HOP]
    spectra = np.pad(scipy.fft.rfft(frames * window, axis=1), ((0, 2), (0, 0)))
    steps = np.arange(0, len(frames), rate)
    advance = np.linspace(0, np.pi * HOP, FFT // 2 + 1, dtype=np.float32)
    phase = np.angle(spectra[0])
    stretched = np.empty((len(steps), FFT // 2 + 1), np.complex64)
    for i, step in enumerate(steps):
        at, part = int(step), step % 1
        before, after = spectra[at], spectra[at + 1]
        stretched[i] = ((1 - part) * np.abs(before) + part * np.abs(after)) * np.exp(1j * phase)
        turn = np.angle(after) - np.angle(before) - advance
        phase += advance + turn - 2 * np.pi * np.round(turn / (2 * np.pi))
    pieces = scipy.fft.irfft(stretched, axis=1).astype(np.float32) * window
    output, weight = np.zeros(FFT + HOP * (len(steps) - 1), np.float32), np.zeros(FFT + HOP * (len(steps) - 1), np.float32)
    for i, piece in enumerate(pieces):
        output[i * HOP:i * HOP + FFT] += piece
        weight[i * HOP:i * HOP + FFT] += window ** 2
    return (output / np.maximum(weight, 1e-8))[FFT // 2:-FFT // 2]


def scipy_shift(samples, semitones):
    """librosa.effects.pitch_shift, with scipy's resampler in place of soxr."""
    rate = fractions.Fraction(2 ** (-semitones / 12)).limit_denominator(200)
    return scipy.signal.resample_poly(scipy_stretch(samples, float(rate)), rate.numerator, rate.denominator)


def read_wav(path):
    rate, pcm = scipy.io.wavfile.read(path)
    assert rate == RATE and pcm.dtype == np.int16 and pcm.ndim == 1, "give a mono 16-bit WAV of 22,050 Hz"
    return pcm.astype(np.float32) / 32768


def peers(path):
    torch.set_num_threads(1)
    samples = read_wav(path)
    tensor = torch.from_numpy(samples)
    mel = torchaudio.transforms.MelSpectrogram(RATE, FFT, hop_length=HOP, n_mels=MELS, norm="slaney", mel_scale="slaney", pad_mode="constant")
    decibels = torchaudio.transforms.AmplitudeToDB(top_db=80)
    bank = mel.mel_scale.fb.numpy()
    to_32k = torchaudio.transforms.Resample(RATE, 32000)
    frame = samples[RATE:RATE + FFT]
    frame_tensor = torch.from_numpy(frame)
    stft = torchaudio.transforms.Spectrogram(FFT, hop_length=HOP, power=None)
    stretch = torchaudio.transforms.TimeStretch(HOP, FFT // 2 + 1, fixed_rate=1.1)
    back = torchaudio.transforms.InverseSpectrogram(FFT, hop_length=HOP)
    rows = {
        "decode": {"torchaudio": lambda: torchaudio.load(path), "numpy + scipy": lambda: read_wav(path)},
        "mel + dB": {"torchaudio": lambda: decibels(mel(tensor)), "numpy + scipy": lambda: scipy_mel(samples, bank)},
        "decode + mel + dB": {
            "torchaudio": lambda: decibels(mel(torchaudio.load(path)[0])),
            "numpy + scipy": lambda: scipy_mel(read_wav(path), bank),
        },
        "resample 22050 → 32000": {"torchaudio": lambda: to_32k(tensor), "numpy + scipy": lambda: scipy.signal.resample_poly(samples, 640, 441)},
        "real FFT of 2048": {"torchaudio": lambda: torch.fft.rfft(frame_tensor), "numpy + scipy": lambda: scipy.fft.rfft(frame)},
        "time stretch by 1.1": {"torchaudio": lambda: back(stretch(stft(tensor))), "numpy + scipy": lambda: scipy_stretch(samples, 1.1)},
        "pitch shift by 2 semitones": {
            "torchaudio": lambda: torchaudio.functional.pitch_shift(tensor, RATE, 2, n_fft=FFT, hop_length=HOP),
            "numpy + scipy": lambda: scipy_shift(samples, 2),
        },
    }
    if importlib.util.find_spec("librosa"):
        import librosa
        rows["mel + dB"]["librosa"] = lambda: librosa.power_to_db(
            librosa.feature.melspectrogram(y=samples, sr=RATE, n_fft=FFT, hop_length=HOP, n_mels=MELS, pad_mode="constant"), ref=np.max)
        rows["time stretch by 1.1"]["librosa"] = lambda: librosa.effects.time_stretch(samples, rate=1.1)
        rows["pitch shift by 2 semitones"]["librosa"] = lambda: librosa.effects.pitch_shift(samples, sr=RATE, n_steps=2)
    with torch.no_grad():
        return {row: {peer: median_ms(work) for peer, work in works.items()} for row, works in rows.items()}


def ours(path):
    lines = subprocess.run([OURS, "--scenario", "clip", "--data", path], check=True, capture_output=True, text=True).stdout.splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return {cell[0]: float(cell[1]) for cell in cells[2:]}


def generated():
    path = os.path.join(tempfile.mkdtemp(), "clip.wav")
    random = np.random.default_rng(1)
    t = np.arange(30 * RATE) / RATE
    sound = sum(0.1 * np.sin(2 * np.pi * f * t) for f in (110, 220, 331, 1760)) + 0.02 * random.standard_normal(t.size)
    scipy.io.wavfile.write(path, RATE, (32767 * np.clip(sound, -1, 1)).astype(np.int16))
    return path


def main():
    path = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else generated()
    mine, others = ours(path), peers(path)
    names = ["torchaudio", "numpy + scipy"] + (["librosa"] if importlib.util.find_spec("librosa") else [])
    versions = f"torch {torch.__version__}, torchaudio {torchaudio.__version__}, numpy {np.__version__}, scipy {scipy.__version__}"
    print(f"{versions}; one thread, ms, the median of 9 warm runs; in brackets: how many times slower than ours")
    print("| work | ours | " + " | ".join(names) + " |")
    print("|" + " --- |" * (len(names) + 2))
    for row, times in others.items():
        cells = [f"{times[n]:.3g} ({times[n] / mine[row]:.1f})" if n in times and row in mine else f"{times[n]:.3g}" if n in times else "" for n in names]
        print(f"| {row} | " + (f"{mine[row]:.3g}" if row in mine else "not in this version") + " | " + " | ".join(cells) + " |")
    if not importlib.util.find_spec("librosa"):
        print("librosa itself is not installed here, so it was not measured.")


main()
