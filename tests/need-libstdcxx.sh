#!/usr/bin/env bash
# TorchSharp's native library needs GLIBCXX_3.4.32 (the libstdc++ of GCC 13). Debian 12 lacks it; this brings it.
# Idempotent; says nothing when there is nothing to do. The mirror is the one this machine's own apt sources name.
set -euo pipefail

needed="GLIBCXX_3.4.32"
suite="trixie"
name="musicgenre-$suite"

fail() { printf 'need-libstdcxx: %s\n' "$*" >&2; exit 1; }

# The file that the dynamic loader finds: LD_LIBRARY_PATH first, then the loader's cache, entries of this processor only.
found_library() {
    local folder pattern
    local -a folders=()
    IFS=: read -r -a folders <<<"${LD_LIBRARY_PATH:-}"
    for folder in ${folders[@]+"${folders[@]}"}; do
        if [[ -e "${folder:-.}/libstdc++.so.6" ]]; then printf '%s\n' "${folder:-.}/libstdc++.so.6"; return; fi
    done
    case "$(uname -m)" in
        x86_64) pattern='x86-64' ;;
        aarch64) pattern='AArch64' ;;
        *) pattern='libc6' ;;
    esac
    PATH="$PATH:/sbin:/usr/sbin" ldconfig -p 2>/dev/null \
        | awk -v arch="$pattern" '$1 == "libstdc++.so.6" && index($0, arch) && !seen { print $NF; seen = 1 }' || true
}

has_needed() {
    local library
    library="$(found_library)"
    [[ -n "$library" ]] && grep -aqw "$needed" "$library"
}

[[ "$(uname -s)" == Linux ]] || exit 0 # Windows and macOS bring their own C++ runtime
if has_needed; then exit 0; fi

distribution=unknown version=0 codename='' pretty='this system'
if [[ -r /etc/os-release ]]; then
    distribution="$(. /etc/os-release && printf '%s' "${ID:-unknown}")"
    version="$(. /etc/os-release && printf '%s' "${VERSION_ID:-0}")"
    codename="$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")"
    pretty="$(. /etc/os-release && printf '%s' "${PRETTY_NAME:-$distribution}")"
fi
major="${version%%.*}"

if [[ "$distribution" != debian || ! "$major" =~ ^[0-9]+$ ]]; then
    fail "$pretty has no libstdc++ with $needed, which TorchSharp needs." \
        "Install the libstdc++ of GCC 13 or later (Ubuntu: 24.04 or later has it; Fedora: 39 or later;" \
        "Alpine and other musl systems cannot run libtorch: use a glibc image such as Debian 13)."
fi
if ((major >= 13)); then
    fail "$pretty should bring $needed with its own packages: apt-get install libstdc++6"
fi

if (($(id -u) == 0)); then
    as_root=()
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
else
    fail "libstdc++ with $needed is missing and installing it needs root: run 'sudo tests/need-libstdcxx.sh' once."
fi

# apt itself reads its sources, deb822 and classic alike; the archive that serves this release also serves the next.
# The suite may be called by its role, so those names count too.
source_line="$(apt-get indextargets --no-release-info --format '$(RELEASE) $(COMPONENT) $(REPO_URI) $(SIGNED_BY)' 'Created-By: Packages' 2>/dev/null \
    | awk -v own="$codename" '($1 == own || $1 == "stable" || $1 == "oldstable") && $2 == "main" && $3 !~ /security/ && !seen { print; seen = 1 }' || true)"
mirror="$(awk '{ print $3 }' <<<"$source_line")"
keyring="$(awk '{ print $4 }' <<<"$source_line")"
[[ -n "$mirror" ]] || fail "apt's sources name no archive of ${codename:-this release}; add one, or install libstdc++6 of Debian 13 by hand."
mirror="${mirror%/}"
[[ "$keyring" == /* ]] || keyring=/usr/share/keyrings/debian-archive-keyring.gpg

write() { ${as_root[@]+"${as_root[@]}"} tee "$1" >/dev/null; }
apt() { ${as_root[@]+"${as_root[@]}"} env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 "$@"; }

# The pin comes before the source, so that at no time anything else can come from there.
write "/etc/apt/preferences.d/$name" <<PIN
Explanation: only libstdc++6 was taken from $suite, for TorchSharp; nothing else comes from there unasked.
Package: *
Pin: release n=$suite
Pin-Priority: 100
PIN
write "/etc/apt/sources.list.d/$name.sources" <<SOURCE
Types: deb
URIs: $mirror
Suites: $suite
Components: main
Signed-By: $keyring
SOURCE

apt update \
    -o "Dir::Etc::SourceList=/etc/apt/sources.list.d/$name.sources" \
    -o Dir::Etc::SourceParts=/dev/null \
    -o APT::Get::List-Cleanup=0 \
    || fail "apt-get update of $suite from $mirror failed; see its message above."
apt install -y --no-install-recommends -t "$suite" libstdc++6 >/dev/null \
    || fail "apt-get install of libstdc++6 from $suite failed; see its message above."

has_needed || fail "libstdc++6 of $suite is installed, but the loader still finds $(found_library), which lacks $needed."
printf 'need-libstdcxx: libstdc++6 of Debian %s is installed (%s).\n' "$suite" "$needed" >&2
