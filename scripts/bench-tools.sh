#!/usr/bin/env bash
# Other tools to measure with or beside, each in a virtual environment of its own under .bench/, never in .venv:
# docling and markitdown want other versions of what nianbao uses. Called by `make bench` and `make load`; what cannot be installed
# is named and left out.
set -uo pipefail
cd "$(dirname "$0")/.."

python="${PYTHON:-python3}"

wanted="${*:-}" # names of environments; all of them without any

tool() { # name of the environment, then what goes into it
  [ -z "$wanted" ] || [[ " $wanted " == *" $1 "* ]] || return 0
  local folder=".bench/$1" log=".bench/$1.log"
  shift
  [ -f "$folder/.installed" ] && return
  echo "Installing $* into $folder …"
  mkdir -p .bench
  if "$python" -m venv "$folder" >"$log" 2>&1 && "$folder/bin/python" -m pip install --quiet "$@" >>"$log" 2>&1; then
    touch "$folder/.installed"
  else
    echo "bench: $* cannot be installed; $log says why. It is left out." >&2
  fi
}

tool locust "locust==2.47.0"
tool markitdown "markitdown[docx,pdf,xlsx]==0.1.9"
# docling imports torch also where it recognises nothing; pip's usual build would bring CUDA along.
tool docling --extra-index-url https://download.pytorch.org/whl/cpu \
  "torch==2.13.0+cpu" "docling-slim[format-docx,format-html]==2.143.0"
