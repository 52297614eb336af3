#!/usr/bin/env bash
# The Jupyter and browser checks: installs the kernel into a private environment and runs everything on it.
# Needs the library jar (mvn package). Usage: run.sh [FOLDER for the environment and pictures]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

work="${1:-target/jupyter}"
mkdir -p "$work"
work="$(cd "$work" && pwd)"
venv="$work/venv"
python="$venv/bin/python"

python3 -m venv "$venv"
"$venv/bin/pip" install --quiet -r kernel/tests/requirements.txt
PYTHON="$python" kernel/install.sh --prefix "$venv"

echo "-- kernel protocol"
PATH="$venv/bin:$PATH" "$python" -m pytest -q -p no:cacheprovider kernel/tests/test_kernel.py kernel/tests/test_binder.py \
  kernel/tests/test_compare_outputs.py kernel/tests/test_bad_input.py

echo "-- notebooks"
"$python" kernel/tests/run_notebooks.py
"$python" kernel/tests/lint_notebooks.py notebooks/*.ipynb

echo "-- the library on stock JJava"
kernel/tests/stock_jjava.sh "$work"

echo "-- JupyterLab in a browser"
if ! command -v chromium > /dev/null && ! command -v chromium-browser > /dev/null; then
  if command -v apt-get > /dev/null && [[ "$(id -u)" == 0 ]]; then
    apt-get update -qq && apt-get install -y -qq chromium > /dev/null
  else
    echo "Chromium is missing; install it to run the browser checks" >&2
    exit 1
  fi
fi
kernel/tests/browser.sh "$venv" notebooks/01-first-search.ipynb "$work"

echo "-- export"
for notebook in notebooks/*.ipynb; do
  "$venv/bin/jupyter" nbconvert --log-level ERROR --to html --output-dir "$work/html" "$notebook"
  page="$work/html/$(basename "$notebook" .ipynb).html"
  # The page's own style sheet has images too; a figure is an element.
  if grep -q 'vnd.plotly' "$notebook" && ! grep -q '<img [^>]*data:image/svg+xml;base64' "$page"; then
    echo "$page lost its figures" >&2
    exit 1
  fi
done
cp notebooks/01-first-search.ipynb "$work/export.ipynb"
"$venv/bin/jupyter" nbconvert --log-level ERROR --to html --execute "$work/export.ipynb"
grep -q 'class="dataframe"' "$work/export.html"
grep -q '<img [^>]*data:image/svg+xml;base64' "$work/export.html"
