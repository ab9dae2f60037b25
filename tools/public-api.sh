#!/usr/bin/env bash
# Writes down what a change adds to the public API: PublicAPI.Unshipped.txt of each library gets what PublicAPI.Shipped.txt does not list.
# What was taken away has to be deleted from PublicAPI.Shipped.txt by hand: the build names it (RS0017). With --release, all becomes shipped.
set -euo pipefail
cd "$(dirname "$0")/.."

for shipped in src/*/PublicAPI.Shipped.txt; do
  project=$(dirname "$shipped")
  unshipped="$project/PublicAPI.Unshipped.txt"
  echo '#nullable enable' >"$unshipped"
  # RS0016 names each symbol that neither file has; a build tells of the libraries below, too.
  added=$(dotnet build "$project" -c Release --no-incremental -v quiet -p:TreatWarningsAsErrors=false -warnAsMessage:NONE 2>&1 |
    { grep -F "/$project/" || true; } | sed -nE "s/.*RS0016: Symbol '(.*)' is not part of the declared public API.*/\1/p" | LC_ALL=C sort -u)
  [ -z "$added" ] || echo "$added" >>"$unshipped"
  if [ "${1:-}" = --release ]; then
    { echo '#nullable enable'; tail -qn +2 "$shipped" "$unshipped" | LC_ALL=C sort -u; } >"$shipped.new"
    mv "$shipped.new" "$shipped"
    echo '#nullable enable' >"$unshipped"
  fi
  echo "$project: $(($(wc -l <"$unshipped") - 1)) not shipped, $(($(wc -l <"$shipped") - 1)) shipped"
done
