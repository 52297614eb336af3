"""Runs notebooks from top to bottom on the installed kernel and stops at the first error.

Usage: run_notebooks.py [--kernel java] [--timeout 300] [--save] NOTEBOOK...
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("notebooks", nargs="+", type=Path, metavar="NOTEBOOK")
    parser.add_argument("--kernel", help="kernel to use instead of the one the notebook names")
    parser.add_argument("--timeout", type=int, default=300, help="seconds for one cell")
    parser.add_argument("--save", action="store_true", help="write the new outputs to the file")
    options = parser.parse_args()
    failed = [path for path in options.notebooks if not run(path, options)]
    sys.exit(f"{len(failed)} of {len(options.notebooks)} failed" if failed else 0)


def run(path: Path, options: argparse.Namespace) -> bool:
    notebook = nbformat.read(path, as_version=4)
    extra = {"kernel_name": options.kernel} if options.kernel else {}
    client = NotebookClient(
        notebook,
        timeout=options.timeout,
        resources={"metadata": {"path": str(path.resolve().parent)}},
        **extra,
    )
    begin = time.perf_counter()
    try:
        client.execute()
    except CellExecutionError as error:
        print(f"FAILED  {path}\n{error}", file=sys.stderr)
        return False
    print(f"passed  {path}  {time.perf_counter() - begin:.1f} s")
    if options.save:
        nbformat.write(notebook, path)
    return True


if __name__ == "__main__":
    main()
