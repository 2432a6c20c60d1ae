#!/usr/bin/env bash
# Makes .venv from requirements.lock, with the built-in embedding model in it. Called by `make install`.
# Uses pip as it is configured; only torch may come from elsewhere, so that no CUDA part is ever installed.
set -euo pipefail
cd "$(dirname "$0")/.."

python="${PYTHON:-python3}"
torch="$(sed -n 's/^torch==//p' requirements.lock)"
cpu_index="https://download.pytorch.org/whl/cpu"

need() { # what is missing, and the line that brings it
  echo "nianbao: $1" >&2
  echo "  On Debian 12 or Ubuntu 24.04: sudo apt-get install $2" >&2
  exit 1
}

command -v "$python" >/dev/null || need "$python is not installed." "python3 python3-venv"
"$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' ||
  need "$("$python" --version) is not one of 3.11, 3.12, 3.13; name another with PYTHON=…" "python3 python3-venv"
"$python" -c 'import venv, ensurepip' 2>/dev/null || need "Python's venv module is not installed." "python3-venv"

if ! .venv/bin/python -c 'import pip' 2>/dev/null; then
  echo "Making .venv with $("$python" --version) …"
  "$python" -m venv --clear .venv
fi
pip() { .venv/bin/python -m pip --disable-pip-version-check "$@"; }
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# Older releases of pip download a whole wheel to read what it depends on.
pip install --quiet --upgrade "$(grep '^pip==' requirements.lock)"

has_torch() {
  .venv/bin/python - "$torch" <<'PY'
import importlib.metadata as m, sys
try:
    sys.exit(m.version("torch").split("+")[0] != sys.argv[1])
except m.PackageNotFoundError:
    sys.exit(1)
PY
}

# A plain torch==… may be a CUDA build: look at what it would bring along before taking it.
brings_no_cuda() {
  pip install --quiet --dry-run --ignore-installed --report "$work/torch.json" "torch==$torch" 2>/dev/null &&
    .venv/bin/python - "$work/torch.json" <<'PY'
import json, sys
names = [item["metadata"]["name"].lower() for item in json.load(open(sys.argv[1]))["install"]]
sys.exit(any(name.startswith(("nvidia", "cuda", "triton", "pytorch-triton")) for name in names))
PY
}

install_torch() {
  local options=(--no-deps --no-compile)
  if pip install --quiet --dry-run --no-deps "torch==$torch+cpu" 2>/dev/null; then
    echo "Installing torch $torch, CPU build, as pip is configured (about 190 MB) …"
    pip install --quiet "${options[@]}" "torch==$torch+cpu"
  elif brings_no_cuda; then
    echo "Installing torch $torch as pip is configured (about 190 MB) …"
    pip install --quiet "${options[@]}" "torch==$torch"
  else
    echo "Downloading torch $torch, CPU build, from $cpu_index (about 190 MB) …"
    pip install "${options[@]}" --index-url "$cpu_index" "torch==$torch"
  fi
}

has_torch || install_torch
echo "Installing $(grep -c '==' requirements.lock) packages from requirements.lock (about 300 MB to download where pip has none cached) …"
pip install --quiet --no-deps --no-compile -r requirements.lock
pip install --quiet --no-deps --no-build-isolation -e .
pip check
.venv/bin/python -m index.convert_model
.venv/bin/python -m compileall -q index assistant eval
# Load everything once: a broken environment shows here, not at the first question, and bytecode is written for what is
# used and nothing else (all of it would be 400 MB more). Without bytecode a figure answer takes twice as long.
env -u PYTHONDONTWRITEBYTECODE .venv/bin/python -c '
import assistant.api, assistant.cli, assistant.retriever, assistant.show, chromadb, index.build, langchain_core.runnables
from index.embedding import open_embedder
from index.settings import Settings
open_embedder(Settings(embedding="")).embed_query("政府信息公开")'
echo "Installed. Next: make run"
