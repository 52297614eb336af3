#!/usr/bin/env bash
# Runs the smallest notebook with the stock JJava kernel and the same library jar, where PyPI has the kernel.
# Usage: stock_jjava.sh FOLDER
set -euo pipefail
work="$1"
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
]
notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
NotebookClient(notebook, timeout=300, kernel_name="java").execute()
types = [set(output.data) for cell in notebook.cells[1:] for output in cell.outputs if "data" in output]
if not any("text/html" in found for found in types) or not any("plotly" in t for found in types for t in found):
    sys.exit(f"the library does not show itself on stock JJava: {types}")
print("stock JJava shows tables and figures")
PYTHON
JJAVA_CLASSPATH="$(pwd)/target/servelab.jar" JUPYTER_PATH="$venv/share/jupyter" "$venv/bin/python" "$work/smoke.py"
