#!/usr/bin/env bash
# Runs the smallest notebook with the stock JJava kernel and the same library jar, where PyPI has the kernel.
# Usage: stock_jjava.sh FOLDER [CLASS_PATH]
set -euo pipefail
work="$1"
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
venv="$work/jjava"

python3 -m venv "$venv"
"$venv/bin/pip" install --quiet jjava==1.0a8 nbclient==0.11.0 nbformat==5.11.1 ipykernel==7.4.0
cat > "$work/smoke.py" <<'PYTHON'
import sys
import nbformat
from nbclient import NotebookClient

cells = [
    "import static io.servelab.ServeLab.*;",
    'var result = study("Qwen/Qwen3-8B").on("h200_sxm", 4).sla(ttft(1000), tpot(40)).search(); result',
    "result.front().plot()",
    'study("Qwen/Qwen3-8B").on("h200_sxm", 4).sweep("isl", 500, 1000, 2000, 4000, 8000, 16000).by("osl", 100, 500, 1000)',
]
notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
NotebookClient(notebook, timeout=300, kernel_name="java").execute()
types = [set(output.data) for cell in notebook.cells[1:] for output in cell.outputs if "data" in output]
if not any("text/html" in found for found in types) or not any("plotly" in t for found in types for t in found):
    sys.exit(f"the library does not show itself on stock JJava: {types}")
bars = [o for o in notebook.cells[3].outputs if "<progress" in o.get("data", {}).get("text/html", "")]
if len(bars) > 1:
    sys.exit(f"the progress bar of a sweep shows {len(bars)} times")
print("stock JJava shows tables, figures and progress")
PYTHON
export JJAVA_CLASSPATH="${2:-$(pwd)/target/servelab.jar}" JUPYTER_PATH="$venv/share/jupyter"
"$venv/bin/python" "$work/smoke.py"

# The notebooks themselves: what our kernel imports before the first cell is a start-up script here.
JJAVA_STARTUP_SCRIPT="$(grep -v '^#' src/main/resources/META-INF/servelab/notebook-imports)" \
  JJAVA_JVM_OPTS="-Dservelab.home=$(pwd)" "$venv/bin/python" "$here/run_notebooks.py" --only-run
