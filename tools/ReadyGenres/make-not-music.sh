#!/usr/bin/env bash
# Makes sound that is no music, to measure by how many a classifier says that it does not know: speech by espeak-ng, and noise, tones, hum
# and imitations of field recordings by sox. Two groups of different voices and kinds: what is chosen on "choose" is measured on "measure".
# Usage: make-not-music.sh DIRECTORY
set -euo pipefail
out=$1
mkdir -p "$out/choose" "$out/measure"
text="The meeting begins at nine in the morning. Please bring the papers with you, and tell the others that the room has changed.
We shall talk about the water in the cellar, the price of bread, the road to the station, and the letters that nobody has answered yet.
If there is time left, somebody should read the report about the bridge. The weather will be cloudy with some rain in the evening."
more="Once upon a time there was a miller who had three sons. When he died he left the mill to the first, the donkey to the second, and
nothing but a cat to the third. The young man sat down and thought about what would become of him. Then the cat began to speak, and said
that he should not be sad, and that a pair of boots was all that was needed. The road was long, and the forest on both sides was dark."

speak() { espeak-ng -v "$2" -s "$3" -p "$4" -w "$out/$1.raw.wav" "$5" && sox "$out/$1.raw.wav" -r 22050 -c 1 "$out/$1.wav" trim 0 20 && rm "$out/$1.raw.wav"; }
synth() { local name=$1; shift; sox -R -n -r 22050 -c 1 -b 16 "$out/$name.wav" synth 20 "$@"; }

speak choose/speech-en en 160 50 "$text"
speak choose/speech-us-high en-us+f3 180 70 "$text"
speak choose/speech-de de 150 40 "$more"
speak choose/speech-fr fr+m4 170 35 "$text"
speak measure/speech-scots en-gb-scotland 165 45 "$more"
speak measure/speech-woman en-us+f2 150 60 "$more"
speak measure/speech-man en+m7 140 25 "$more"
speak measure/speech-es es+f4 190 55 "$text"
speak measure/speech-it it 160 50 "$more"
speak measure/speech-whisper en+whisper 150 50 "$more"
speak measure/speech-fast en-us 260 50 "$text $more"

# Noise and tones.
synth choose/white whitenoise vol 0.5
synth choose/pink pinknoise vol 0.5
synth choose/sine-1000 sine 1000 vol 0.5
synth choose/square-220 square 220 vol 0.3
synth choose/sweep sine 100-8000 vol 0.5
synth measure/brown brownnoise vol 0.7
synth measure/white-quiet whitenoise vol 0.05
synth measure/white-loud whitenoise vol 0.95
synth measure/pink-loud pinknoise vol 0.9
synth measure/white-band whitenoise sinc 500-3000 vol 2
synth measure/sine-440 sine 440 vol 0.5
synth measure/sine-100 sine 100 vol 0.5
synth measure/sine-5000 sine 5000 vol 0.3
synth measure/sawtooth-330 sawtooth 330 vol 0.3
synth measure/triangle-150 triangle 150 vol 0.5
synth measure/beeps square 800 tremolo 2 100 vol 0.3

# Silence with hum: mains, with its overtones and a little noise.
hum() { sox -R -n -r 22050 -c 1 "$out/hum-a.wav" synth 20 sine "$2" sine "$((2 * $2))" sine "$((3 * $2))" remix - vol "$3" \
    && sox -R -n -r 22050 -c 1 "$out/hum-b.wav" synth 20 "$4" vol "$5" && sox -m "$out/hum-a.wav" "$out/hum-b.wav" "$out/$1.wav" \
    && rm "$out/hum-a.wav" "$out/hum-b.wav"; }
hum choose/hum-50 50 0.02 pinknoise 0.003
hum choose/hum-60-loud 60 0.3 brownnoise 0.02
hum measure/hum-60 60 0.02 whitenoise 0.002
hum measure/hum-50-loud 50 0.3 pinknoise 0.05
hum measure/hum-100-faint 100 0.005 brownnoise 0.001
hum measure/hum-120-noisy 120 0.1 pinknoise 0.1

# Imitations of field recordings.
synth choose/rain whitenoise highpass 1000 tremolo 0.3 30 vol 0.3
synth choose/wind brownnoise tremolo 0.15 80 lowpass 600 vol 0.8
synth choose/engine sawtooth 45 tremolo 11 60 lowpass 400 vol 0.6
synth measure/sea pinknoise tremolo 0.12 90 lowpass 3000 vol 0.6
synth measure/storm brownnoise tremolo 0.4 70 overdrive 5 vol 0.5
synth measure/stream whitenoise highpass 800 lowpass 5000 tremolo 7 40 vol 0.3
synth measure/fan pinknoise lowpass 900 tremolo 13 25 vol 0.5
synth measure/motor square 30 tremolo 7.5 70 lowpass 700 vol 0.5
chirp() { sox -R -n -r 22050 -c 1 "$out/chirp.wav" synth "$2" sine "$3" fade t 0.01 "$2" 0.03 pad 0 "$4" repeat 200 trim 0 20 \
    && sox -R -n -r 22050 -c 1 "$out/chirp-noise.wav" synth 20 brownnoise vol 0.05 \
    && sox -m "$out/chirp.wav" "$out/chirp-noise.wav" "$out/$1.wav" vol 0.6 && rm "$out/chirp.wav" "$out/chirp-noise.wav"; }
chirp choose/bird 0.12 3000-5000 0.5
chirp measure/bird-low 0.2 2400-1500 0.7
chirp measure/crickets 0.04 4600 0.08
chirp measure/drops 0.05 900-1700 0.33
sox -R -n -r 22050 -c 1 "$out/click.wav" synth 0.01 whitenoise fade t 0 0.01 0.009
sox "$out/click.wav" "$out/measure/clicks.wav" pad 0 0.37 repeat 60 trim 0 20
sox "$out/click.wav" "$out/choose/clock.wav" pad 0 0.99 repeat 25 trim 0 20
rm "$out/click.wav"

# Voices over noise, and many voices at once.
sox -m "$out/measure/speech-woman.wav" "$out/measure/sea.wav" "$out/measure/speech-at-the-sea.wav"
sox -m "$out/measure/speech-man.wav" "$out/measure/speech-es.wav" "$out/measure/speech-scots.wav" "$out/measure/speech-it.wav" \
    "$out/measure/crowd.wav"
sox -m "$out/choose/speech-en.wav" "$out/choose/rain.wav" "$out/choose/speech-in-rain.wav"
