#!/usr/bin/env bash
# Opens a notebook in JupyterLab in headless Chromium, runs all cells, and looks for figure and table;
# then opens the same notebook untrusted, where only static images may show.
# Usage: browser.sh VENV NOTEBOOK FOLDER
set -euo pipefail
venv="$1" notebook="$2" work="$3"
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"

serve_and_look() {
  local folder="$1" picture="$2"
  shift 2
  local port
  port="$("$venv/bin/python" -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])')"
  JUPYTER_RUNTIME_DIR="$work/runtime" JUPYTER_DATA_DIR="$work/data" "$venv/bin/jupyter" lab \
    --allow-root --no-browser --ip=127.0.0.1 --port="$port" --ServerApp.token='' --ServerApp.password='' \
    --notebook-dir="$folder" > "$work/lab.log" 2>&1 &
  local server=$!
  trap 'kill $server 2> /dev/null || true' RETURN
  for _ in $(seq 60); do
    "$venv/bin/python" -c "import urllib.request as u; u.urlopen('http://127.0.0.1:$port/api')" 2> /dev/null && break
    sleep 1
  done
  "$venv/bin/python" "$here/screenshot.py" \
    "http://127.0.0.1:$port/lab/tree/$(basename "$notebook")" "$picture" "$@"
}

rm -rf "$work/trusted" "$work/untrusted"
mkdir -p "$work/trusted" "$work/untrusted"
cp "$notebook" "$work/trusted/"
serve_and_look "$work/trusted" "$work/lab.png" --panel \
  --expect '.main-svg=3' --expect 'table.dataframe=1' --timeout 300

"$venv/bin/python" "$here/run_notebooks.py" --save "$work/trusted/$(basename "$notebook")"
cp "$work/trusted/$(basename "$notebook")" "$work/untrusted/"
serve_and_look "$work/untrusted" "$work/lab-untrusted.png" --panel --untrusted \
  --expect 'img[src^="data:image/svg+xml"]=1' --expect 'table.dataframe=1'
