"""Runs notebooks from top to bottom on the installed kernel and compares what they show now with
what they show as stored. Without names, all notebooks of this checkout; --save stores the new outputs.

Usage: run_notebooks.py [--kernel java] [--timeout 300] [--save | --only-run] [NOTEBOOK...]
"""

from __future__ import annotations

import argparse
import copy
import sys
import time
from pathlib import Path

import nbformat
from compare_outputs import differences, is_progress
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n\n")[0])
    parser.add_argument("notebooks", nargs="*", type=Path, metavar="NOTEBOOK")
    parser.add_argument("--kernel", help="kernel to use instead of the one the notebook names")
    parser.add_argument("--timeout", type=int, default=300, help="seconds for one cell")
    parser.add_argument("--save", action="store_true", help="write the new outputs to the file")
    parser.add_argument("--only-run", action="store_true", help="do not compare, as on another kernel")
    options = parser.parse_args()
    notebooks = options.notebooks or sorted(NOTEBOOKS.glob("*.ipynb"))
    failed = [path for path in notebooks if not run(path, options)]
    sys.exit(f"{len(failed)} of {len(notebooks)} failed" if failed else 0)


def run(path: Path, options: argparse.Namespace) -> bool:
    stored = nbformat.read(path, as_version=4)
    notebook = copy.deepcopy(stored)
    extra = {"kernel_name": options.kernel} if options.kernel else {}
    client = NotebookClient(
        notebook,
        timeout=options.timeout,
        record_timing=False,
        resources={"metadata": {"path": str(path.resolve().parent)}},
        **extra,
    )
    begin = time.perf_counter()
    try:
        client.execute()
    except CellExecutionError as error:
        print(f"FAILED  {path}\n{error}", file=sys.stderr)
        return False
    seconds = time.perf_counter() - begin
    changed = [] if options.only_run else list(differences(stored, notebook))
    if options.save:
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs = [output for output in cell.outputs if not is_progress(output)]
        nbformat.write(notebook, path)
        print(f"stored  {path}  {seconds:.1f} s, {len(changed)} cells show something else")
        return True
    if changed:
        print(f"CHANGED {path}: its stored outputs are not those of this run", file=sys.stderr)
        print("\n".join(changed), file=sys.stderr)
        print("  If the change is meant, store it: run_notebooks.py --save", file=sys.stderr)
        return False
    print(f"passed  {path}  {seconds:.1f} s")
    return True


if __name__ == "__main__":
    main()
