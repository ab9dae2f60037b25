#!/usr/bin/env bash
# Brings freely licensed music into a folder, to train the backbone on. What is brought is listed in
# music-sources.tsv beside this script; none of it is ever committed. Run it again to go on after a
# stop: a source whose folder is there is left alone.
set -euo pipefail
# A failure inside $(...) counts too.
shopt -s inherit_errexit
export LC_ALL=C

usage() {
  cat <<'TEXT'
usage: fetch-music.sh DEST [options]
  --max-hours-per-source H  keep at most H hours of one source (default 1.5)
  --only NAME[,NAME...]     bring only these sources
  --debs DIR                take a package from DIR when its .deb lies there, before asking apt
  --mirrors DIR             take repositories from DIR/OWNER+NAME[/repo] (git folders) and never clone;
                            files that such a copy lacks are skipped, counted and named
  --force                   bring sources again that are already there
  --list                    print the sources and stop
DEST/<source>/            the music, with COPYRIGHT (the licence text it came with) and source.csv
DEST/sources.csv          source, version, licence, files, hours, kind
DEST/left-out.txt         what was left out of each source, and why
TEXT
}

fail() { echo "fetch-music: $*" >&2; exit 1; }
say() { echo "fetch-music: $*" >&2; }

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
table=$here/music-sources.tsv
dest='' max_hours=1.5 only='' debs='' mirrors='' force=no
min_seconds=20
while [ $# -gt 0 ]; do
  case $1 in
    --max-hours-per-source|--only|--debs|--mirrors)
      [ $# -ge 2 ] || fail "$1 needs a value; see --help"
      case $1 in
        --max-hours-per-source) max_hours=$2 ;;
        --only) only=,$2, ;;
        --debs) debs=$2; [ -d "$debs" ] || fail "--debs: no folder $debs" ;;
        --mirrors) mirrors=$2; [ -d "$mirrors" ] || fail "--mirrors: no folder $mirrors" ;;
      esac
      shift 2 ;;
    --force) force=yes; shift ;;
    --list) grep -v '^#' "$table"; exit 0 ;;
    -h|--help) usage; exit 0 ;;
    -*) fail "unknown option $1; see --help" ;;
    *) [ -z "$dest" ] || fail "one DEST only, got $dest and $1"; dest=$1; shift ;;
  esac
done
[ -n "$dest" ] || { usage >&2; exit 2; }
[[ $max_hours =~ ^[0-9]+(\.[0-9]+)?$ ]] || fail "--max-hours-per-source must be a number of hours, got $max_hours"
for tool in apt-get dpkg-deb ffmpeg ffprobe git unzip sha256sum flock; do
  command -v "$tool" >/dev/null || fail "$tool is needed and not installed"
done
for name in ${only//,/ }; do
  grep -q "^$name"$'\t' "$table" || fail "--only: no source named $name in $table"
done
mkdir -p "$dest/.tmp"
dest=$(cd "$dest" && pwd)
exec 9>"$dest/.tmp/lock"
flock -n 9 || fail "another run is at work on $dest"
find "$dest/.tmp" -mindepth 1 -maxdepth 1 ! -name lock -exec rm -rf {} +

music_names='\.(ogg|oga|opus|mp3|flac|wav|mod|xm|it|s3m)$'
tracker_names='\.(mod|xm|it|s3m)$'

# unpack_deb "a|b" INTO: the first of the alternatives that apt knows; prints "package version".
unpack_deb() {
  local package deb
  for package in ${1//|/ }; do
    deb=''
    [ -z "$debs" ] || deb=$(find "$debs" -maxdepth 1 -name "${package}_*.deb" | sort -V | tail -n 1)
    if [ -z "$deb" ]; then
      (cd "$2/.." && apt-get download -q -o APT::Sandbox::User=root "$package") >"$2/../apt.log" 2>&1 || continue
      deb=$(find "$2/.." -maxdepth 1 -name "${package}_*.deb")
    fi
    dpkg-deb -x "$deb" "$2"
    dpkg-deb -f "$deb" Package Version | awk '{ printf "%s%s", sep, $2; sep = " " }'
    case $deb in "$2/../"*) rm -f "$deb" ;; esac
    local notice=$2/usr/share/doc/$package/copyright
    [ -s "$notice" ] || { echo "package $package carries no copyright file" >&2; return 1; }
    cp "$notice" "$2/../COPYRIGHT"
    return 0
  done
  echo "apt has none of: ${1//|/, } ($(tail -n 1 "$2/../apt.log"); is 'apt-get update' due?)" >&2
  return 1
}

# Games keep their data in zip archives of other names.
unpack_archives() {
  local archive
  while IFS= read -r -d '' archive; do
    mkdir "$archive.d"
    # Exit status 11: no such file in the archive.
    unzip -qq -o -C "$archive" '*.ogg' '*.mp3' '*.flac' '*.opus' '*.wav' -d "$archive.d" >/dev/null 2>&1 || [ $? -eq 11 ] || echo "${archive#"$1"/}: not a readable zip" >>"$1/../left-out"
    rm -f "$archive"
  done < <(find "$1" -type f \( -iname '*.pk3' -o -iname '*.wz' -o -iname '*.zip' \) -print0)
}

# unpack_git OWNER/NAME INTO NOTICE_PATTERN PATH_PATTERN: the music files of the newest commit; prints "OWNER/NAME commit".
unpack_git() {
  local repo='' place mode type object size path files=0 lacking=0
  if [ -n "$mirrors" ]; then
    for place in "$mirrors/${1/\//+}/repo" "$mirrors/${1/\//+}"; do
      if git -C "$place" rev-parse -q --verify 'HEAD^{commit}' >/dev/null 2>&1; then repo=$place; break; fi
    done
    [ -n "$repo" ] || { echo "no git folder for $1 in $mirrors" >&2; return 1; }
  else
    repo=$2/../clone
    GIT_LFS_SKIP_SMUDGE=1 git clone -q --depth 1 --no-checkout "https://github.com/$1" "$repo" >&2 || return 1
  fi
  : >"$2/../COPYRIGHT"
  # GIT_NO_LAZY_FETCH: an incomplete copy must say that an object is missing, not ask a host for it.
  export GIT_NO_LAZY_FETCH=1
  while IFS=$'\t' read -r -d '' place path; do
    read -r mode type object size <<<"$place"
    [ "$type" = blob ] && [ "$mode" != 120000 ] || continue
    if [[ $path =~ $3 ]]; then
      { echo "== $path"; git -C "$repo" cat-file blob "$object" 2>/dev/null || echo '(absent from this copy)'; echo; } >>"$2/../COPYRIGHT"
    fi
    shopt -s nocasematch
    if [[ $path =~ $music_names && /$path =~ $4 ]]; then
      files=$((files + 1))
      mkdir -p "$2/$(dirname "$path")"
      if ! git -C "$repo" cat-file blob "$object" >"$2/$path" 2>/dev/null; then
        rm -f "$2/$path"; lacking=$((lacking + 1)); echo "$path: absent from this copy" >>"$2/../left-out"
      elif head -c 40 "$2/$path" | grep -aq '^version https://git-lfs'; then
        rm -f "$2/$path"; lacking=$((lacking + 1)); echo "$path: a Git LFS pointer" >>"$2/../left-out"
      fi
    fi
    shopt -u nocasematch
  done < <(git -C "$repo" ls-tree -r -l -z HEAD)
  [ "$lacking" -eq 0 ] || say "$1: $lacking of $files music files are absent from this copy"
  echo "$1 $(git -C "$repo" rev-parse --short=12 HEAD)"
}

# Frets on Fire keeps a song as separate tracks that sound together.
mix_stems() {
  local song folder stem inputs count
  while IFS= read -r -d '' song; do
    folder=$(dirname "$song"); inputs=(); count=0
    for stem in song guitar rhythm; do
      if [ -s "$folder/$stem.ogg" ]; then inputs+=(-i "$folder/$stem.ogg"); count=$((count + 1)); fi
    done
    if [ "$count" -gt 1 ]; then
      ffmpeg -v error -nostdin -y "${inputs[@]}" -filter_complex "amix=inputs=$count:duration=longest:normalize=0,alimiter=level=false" \
        -threads 1 -c:a libvorbis -q:a 5 "$folder/mix.ogg"
      rm -f "$folder/song.ogg" "$folder/guitar.ogg" "$folder/rhythm.ogg"
    fi
  done < <(find "$1" -type f -name song.ogg -print0)
}

# The beginning and the end: a file that was cut short or is damaged fails at one of them.
decodes() {
  ffmpeg -v error -nostdin -xerror -t 15 -i "$1" -map 0:a:0 -threads 1 -f null - >/dev/null \
    && ffmpeg -v error -nostdin -xerror -sseof -10 -i "$1" -map 0:a:0 -threads 1 -f null - >/dev/null
}

seconds_of() { ffprobe -v error -show_entries format=duration -of csv=p=0 "$1" 2>/dev/null || true; }

# keep_music TREE OUT PATH_PATTERN: moves what is music into OUT and its hours into OUT/../hours.
keep_music() {
  local file rel name seconds sum total=0 limit elsewhere=0
  limit=$(awk -v h="$max_hours" 'BEGIN { print h * 3600 }')
  touch "$2/../left-out"
  # In an order that is mixed but the same at each run: where the limit cuts, a spread of the source remains.
  while IFS= read -r rel; do
    file=$1/$rel
    shopt -s nocasematch
    [[ /$rel =~ $3 ]] || { shopt -u nocasematch; elsewhere=$((elsewhere + 1)); continue; }
    shopt -u nocasematch
    # The names become paths in other tools' lists.
    name=${rel//[^A-Za-z0-9._\/-]/_}
    if [[ ${name,,} =~ $tracker_names ]]; then
      ffmpeg -v error -nostdin -y -t 1200 -i "$file" -vn -threads 1 -c:a libvorbis -q:a 5 "$file.ogg" 2>/dev/null \
        || { echo "$rel: ffmpeg cannot play this module" >>"$2/../left-out"; continue; }
      file=$file.ogg; name=$name.ogg
    fi
    seconds=$(seconds_of "$file")
    [[ $seconds =~ ^[0-9.]+$ ]] || { echo "$rel: ffprobe finds no duration" >>"$2/../left-out"; continue; }
    if awk -v s="$seconds" -v m="$min_seconds" 'BEGIN { exit !(s < m) }'; then
      echo "$rel: $seconds s, shorter than $min_seconds s" >>"$2/../left-out"; continue
    fi
    if awk -v t="$total" -v s="$seconds" -v l="$limit" 'BEGIN { exit !(t + s > l) }'; then
      echo "$rel: $seconds s, over the limit of $max_hours h" >>"$2/../left-out"; continue
    fi
    sum=$(sha256sum "$file"); sum=${sum%% *}
    if [ -n "${known[$sum]:-}" ]; then
      echo "$rel: the same file as in ${known[$sum]}" >>"$2/../left-out"; continue
    fi
    decodes "$file" 2>"$2/../decode.log" \
      || { echo "$rel: ffmpeg cannot decode it ($(head -n 1 "$2/../decode.log"))" >>"$2/../left-out"; continue; }
    known[$sum]=$current
    mkdir -p "$2/$(dirname "$name")"
    mv "$file" "$2/$name"
    echo "$sum  $name" >>"$2/../SHA256SUMS"
    total=$(awk -v t="$total" -v s="$seconds" 'BEGIN { print t + s }')
  done < <(cd "$1" && find . -type f | sed 's,^\./,,' | grep -iE "$music_names" | sort | sort -R --random-source=<(yes))
  [ "$elsewhere" -eq 0 ] || echo "$elsewhere files that are no music, by their folder" >>"$2/../left-out"
  awk -v t="$total" 'BEGIN { printf "%.2f\n", t / 3600 }' >"$2/../hours"
}

csv() { printf '"%s"' "${1//\"/\"\"}"; }

# bring NAME WAY WHERE LICENCE LICENCE_PATTERN PATH_PATTERN KIND
bring() {
  local work=$dest/.tmp/$1 origin files
  mkdir -p "$work/tree" "$work/out"
  case $2 in
    deb) origin=$(unpack_deb "$3" "$work/tree"); unpack_archives "$work/tree" ;;
    git) origin=$(unpack_git "${3%%:*}" "$work/tree" "${3#*:}" "$6") ;;
    *) echo "$table: $1: the way must be deb or git, got $2" >&2; return 1 ;;
  esac
  # The licence was read by a person; if the text no longer speaks of it, a person must look again.
  grep -qE "$5" "$work/COPYRIGHT" || { echo "its licence text does not match '$5': read it, then correct $table" >&2; return 1; }
  mix_stems "$work/tree"
  keep_music "$work/tree" "$work/out" "$6"
  files=$(find "$work/out" -type f | wc -l)
  [ "$files" -gt 0 ] || { echo "no music in it; left out: $(head -n 3 "$work/left-out" | tr '\n' ';')" >&2; return 1; }
  cp "$work/COPYRIGHT" "$work/SHA256SUMS" "$work/left-out" "$work/out/"
  printf '%s,%s,%s,%s,%s,%s\n' "$1" "$(csv "$origin")" "$(csv "$4")" "$files" "$(cat "$work/hours")" "$(csv "$7")" >"$work/out/source.csv"
  rm -rf "${dest:?}/$1"
  mv "$work/out" "$dest/$1"
  say "$1: $files files, $(cat "$work/hours") h"
}

write_lists() {
  { echo 'source,version,licence,files,hours,kind'; cat "$dest"/*/source.csv 2>/dev/null || true; } >"$dest/.tmp/sources.csv"
  mv "$dest/.tmp/sources.csv" "$dest/sources.csv"
  local folder
  for folder in "$dest"/*/; do
    [ ! -s "$folder/left-out" ] || sed "s,^,$(basename "$folder")/," "$folder/left-out"
  done >"$dest/.tmp/left-out.txt"
  mv "$dest/.tmp/left-out.txt" "$dest/left-out.txt"
}

# What other sources hold, by hash: the same track comes with several games.
declare -A known=()
remember() {
  local sum
  while read -r sum _; do known[$sum]=$1; done <"$dest/$1/SHA256SUMS"
}
for folder in "$dest"/*/; do
  if [ -e "$folder/SHA256SUMS" ]; then
    name=$(basename "$folder")
    [[ $force = yes && ( -z $only || $only == *,$name,* ) ]] || remember "$name"
  fi
done

failed=()
while IFS=$'\t' read -r current way where licence licence_pattern path_pattern kind; do
  [[ $current != \#* && -n $current ]] || continue
  [[ -z $only || $only == *,$current,* ]] || continue
  if [ -e "$dest/$current/source.csv" ] && [ "$force" = no ]; then continue; fi
  # A source that fails must not keep the others away: it is named at the end, and the exit status says so.
  # (A subshell on its own, since bash ignores errexit inside a condition.)
  set +e
  (set -e; bring "$current" "$way" "$where" "$licence" "$licence_pattern" "$path_pattern" "$kind") </dev/null 2>"$dest/.tmp/error"
  status=$?
  set -e
  cat "$dest/.tmp/error" >&2
  if [ "$status" -ne 0 ]; then
    failed+=("$current: $(tail -n 1 "$dest/.tmp/error")")
  else
    remember "$current"
  fi
  rm -rf "${dest:?}/.tmp/$current"
  write_lists
done <"$table"

write_lists
say "$(($(wc -l <"$dest/sources.csv") - 1)) sources in $dest, see sources.csv"
if [ ${#failed[@]} -gt 0 ]; then
  say "${#failed[@]} failed:"; printf '  %s\n' "${failed[@]}" >&2
  exit 1
fi
