#!/usr/bin/env bash
# Times Python's ways and ours side by side, on one thread, in one run: mel spectrograms, decoding, resampling, the Fourier transform, time stretch, pitch shift.
#   bash tests/compare-with-librosa.sh [WAV]          a 30-s WAV; without one, a generated clip
# Needs a Python with torchaudio and scipy (Debian: apt-get install python3-torchaudio python3-scipy); librosa is measured too where it is installed.
set -euo pipefail
cd "$(dirname "$0")/.."

python=""
for candidate in python3 /usr/bin/python3; do
  if "$candidate" -c "import torchaudio, scipy" 2>/dev/null; then python=$candidate; break; fi
done
if [ -z "$python" ]; then
  echo "Not measured: there is no Python with torchaudio and scipy on this machine." >&2
  echo "Debian has them: apt-get install python3-torchaudio python3-scipy" >&2
  exit 2
fi
dotnet build tests/MusicGenre.MLNet.Benchmarks -c Release -v quiet --nologo >/dev/null
exec "$python" tests/compare-with-librosa.py "$@"
