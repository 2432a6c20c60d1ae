#!/usr/bin/env bash
# Prints the name of the data folder for a folder of reports: "samples" for the project's own, else its last name
# with a checksum of its full path, so that two folders called "reports" stay apart.
set -euo pipefail

reports="${1%/}"
samples="$(cd "$(dirname "$0")/../eval/reports" 2>/dev/null && pwd || true)"
path="$(cd "$reports" 2>/dev/null && pwd || printf '%s' "$reports")"
if [ "$path" = "$samples" ]; then
  echo samples
else
  name="$(basename "$path" | tr -c 'A-Za-z0-9._\n' -)"
  echo "$name-$(printf '%s' "$path" | cksum | cut -d' ' -f1)"
fi
