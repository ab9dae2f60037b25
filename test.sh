#!/usr/bin/env bash
# Installs what the tests need and runs them all. Ends with a line "N passed, N failed, N skipped"; exit code 0 only if none failed.
set -euo pipefail
cd "$(dirname "$0")"

# ffmpeg decodes what is not read in process; strace shows that nothing is sent (without it, that part of a test is skipped and says so); the
# page of samples/WebDemo is looked at in chromium; nats-server is the queue of samples/QueueWorker. Slurm is installed by CI only: who wants
# its test here installs slurmctld, slurmd and slurm-client; without them it is skipped and says so.
install_tools() {
  local root="" missing=() tool
  local wanted=(ffmpeg strace chromium nats-server)
  [ "${CI:-}" != true ] || wanted+=(slurmctld slurmd slurm-client)
  # Debian puts nats-server where not every user's PATH leads to.
  for tool in "${wanted[@]}"; do
    PATH="$PATH:/usr/sbin" command -v "${tool/slurm-client/sbatch}" >/dev/null || missing+=("$tool")
  done
  [ "$(id -u)" -eq 0 ] || root="sudo -n"
  if [ "${#missing[@]}" -gt 0 ] && command -v apt-get >/dev/null; then
    echo "Installing ${missing[*]} ..."
    $root apt-get update -qq || true
    # One by one: a package that a system lacks keeps no other one away.
    for tool in "${missing[@]}"; do $root apt-get install -y -qq --no-install-recommends "$tool" >/dev/null || true; done
  fi
  command -v ffmpeg >/dev/null && return
  echo "The tests need the program ffmpeg; install it (macOS: brew install ffmpeg, Windows: winget install ffmpeg) and try again." >&2
  exit 1
}

# What runs here, before anything else, so that a red run explains itself; what libtorch and ONNX Runtime make of it comes once there is a program to ask.
describe_machine() {
  local name
  name=$(grep -m1 'model name' /proc/cpuinfo 2>/dev/null | cut -d: -f2- || sysctl -n machdep.cpu.brand_string 2>/dev/null || true)
  echo "machine           $(uname -sm), $(getconf _NPROCESSORS_ONLN) cores,${name:- processor not named}"
  echo "vector flags      $(grep -m1 -E '^(flags|Features)' /proc/cpuinfo 2>/dev/null | grep -oE '\b(sse4_[12]|avx[0-9a-z_]*|fma|amx[a-z0-9_]*|asimd[a-z]*|sve[0-9a-z]*)\b' | tr '\n' ' ' || true)"
  echo ".NET SDK          $(dotnet --version)"
  env | grep -E '^(ONEDNN_|DNNL_|OMP_|MKL_|MUSICGENRE_|DOTNET_Enable)' | sort || true
}

describe_machine
install_tools
bash tests/need-libstdcxx.sh

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
status=0
dotnet build MusicGenre.MLNet.sln -c Release -v quiet
# A wrong verdict stops nothing: the tests then say what it means.
dotnet run --no-build -c Release --project tools/TorchCli -- --self-check || status=1
# Three projects at a time, since each waits much for processes and files; what one prints comes when it has ended. Job control (-m),
# since without it a shell's background jobs ignore Ctrl+C, and so would the programs that the tests interrupt.
set -m
# Where this script itself was started like that, Ctrl+C is made to work again, if the system's env can.
plain_signals=(env)
if env --default-signal=INT true 2>/dev/null; then plain_signals=(env --default-signal=INT); fi
jobs=()
trap 'for job in "${jobs[@]}"; do kill -- "-$job" 2>/dev/null || true; done; rm -rf "$results"' EXIT
run_project() {
  local name code=0
  name=$(basename "$1" .csproj)
  "${plain_signals[@]}" dotnet test "$1" -c Release --no-build --logger "trx;LogFileName=$name.trx" --results-directory "$results" "${@:2}" \
    >"$results/$name.txt" 2>&1 || code=$?
  cat "$results/$name.txt"
  return "$code"
}
# The longest ones first, so that none of them is left to run alone.
longest=(tests/MusicGenre.MLNet.Tests tests/MusicGenre.MLNet.Cli.Tests tests/MusicGenre.MLNet.Torch.Tests tests/MusicGenre.MLNet.QueueWorker.Tests)
others=()
for folder in tests/*.Tests; do
  case " ${longest[*]} " in *" $folder "*) ;; *) others+=("$folder") ;; esac
done
for folder in "${longest[@]}" "${others[@]}"; do
  project=$(echo "$folder"/*.csproj)
  while [ "$(jobs -rp | wc -l)" -ge 3 ]; do sleep 0.2; done
  run_project "$project" "$@" </dev/null &
  jobs+=($!)
done
for job in "${jobs[@]}"; do wait "$job" || status=1; done
set +m

count() { cat "$results"/*.trx 2>/dev/null | grep -o '<Counters [^>]*' | grep -o " $1=\"[0-9]*\"" | grep -o '[0-9]*' | awk '{ sum += $1 } END { print sum + 0 }'; }
passed=$(count passed)
# A project whose tests all passed and that still failed has left files in the temporary folder: one failure.
left_behind=0
for report in "$results"/*.trx; do
  if grep -q 'ResultSummary outcome="Failed"' "$report" && ! grep -q 'Counters [^>]* failed="[1-9]' "$report"; then
    left_behind=$((left_behind + 1))
  fi
done
failed=$(($(count failed) + left_behind))
total=$(($(count total) + left_behind))
[ "$total" -gt 0 ] || { echo "No test was run." >&2; status=1; }
[ "$failed" -eq 0 ] || status=1
echo "$passed passed, $failed failed, $((total - passed - failed)) skipped"
exit "$status"
