"""Checks that committed notebooks are portable: kernel name, outputs, paths, size, no errors.

Usage: lint_notebooks.py NOTEBOOK...
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

LARGEST_BYTES = 3_000_000
MOST_CELLS = 20
LONGEST_LINE = 100
LOCAL_PATH = re.compile(r"(/home/|/root/|/Users/|/tmp/|[A-Z]:\\\\)")


def complaints(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8")
    notebook = json.loads(text)
    found = []
    if len(text.encode("utf-8")) > LARGEST_BYTES:
        found.append("larger than 3 MB")
    if len(notebook["cells"]) > MOST_CELLS:
        found.append(f"{len(notebook['cells'])} cells; more than {MOST_CELLS} are no story")
    if notebook["metadata"].get("kernelspec", {}).get("name") != "java":
        found.append("its kernelspec is not 'java'")
    if not notebook["cells"] or notebook["cells"][0]["cell_type"] != "markdown":
        found.append("it does not begin with text")
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    if not any(cell["outputs"] for cell in code):
        found.append("it has no saved outputs")
    for number, cell in enumerate(code, 1):
        source = "".join(cell["source"])
        if LOCAL_PATH.search(source):
            found.append(f"code cell {number} names a path of one machine")
        if any(len(line) > LONGEST_LINE for line in source.splitlines()):
            found.append(f"code cell {number} has a line of more than {LONGEST_LINE} characters")
        if any(output["output_type"] == "error" for output in cell["outputs"]):
            found.append(f"code cell {number} ends in an error")
    return found


def main() -> None:
    failed = False
    for path in map(Path, sys.argv[1:]):
        for complaint in complaints(path):
            failed = True
            print(f"{path}: {complaint}")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
