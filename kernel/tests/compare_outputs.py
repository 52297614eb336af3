"""Says in what the outputs of a fresh run differ from those that are stored in a notebook.

Left out of the comparison: process-dependent names (UUIDs, hash codes, terminal colours), progress
bars, which a quick run never shows, and the content of cells with the tag ``volatile``, of which only
the kinds of output must stay. Numbers may differ by one part in a million.
"""

from __future__ import annotations

import base64
import difflib
import json
import math
import re
from collections.abc import Iterator

VOLATILE = "volatile"
PROGRESS = "<progress"
TOLERANCE = 1e-6
MOST_LINES = 24

NUMBER = re.compile(r"(?<![\w.])[-+]?\d[\d,]*(?:\.\d+)?(?:[eE][-+]?\d+)?")
STATIC_IMAGE = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
# What to look for, and what stands for it: nothing of it says anything about the answer.
NOISE = [
    (re.compile(r"\x1b\[[0-9;]*[A-Za-z]"), ""),
    (re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"), "UUID"),
    (re.compile(r"(?<=[\w\]])@[0-9a-f]{5,8}\b"), "@HASH"),
    # The name of a figure is made from its numbers, which are compared themselves.
    (re.compile(r"(data-fig=\"|\}\)\(')[0-9a-f]{12}\b"), r"\1FIGURE"),
]


def differences(stored: dict, fresh: dict) -> Iterator[str]:
    """A paragraph for every cell whose outputs differ; the notebooks have the same cells."""
    code = [
        (number, old, new)
        for number, (old, new) in enumerate(zip(stored["cells"], fresh["cells"]))
        if old["cell_type"] == "code"
    ]
    for number, old, new in code:
        found = cell_difference(old, new)
        if found:
            first_line = "".join(old["source"]).strip().partition("\n")[0]
            yield f"cell {number}: {first_line}\n{found}"


def cell_difference(stored: dict, fresh: dict) -> str:
    before, after = contents(stored["outputs"]), contents(fresh["outputs"])
    kinds_before, kinds_after = [kind for kind, _ in before], [kind for kind, _ in after]
    if kinds_before != kinds_after:
        return f"  stored: {', '.join(kinds_before) or 'nothing'}\n  now:    {', '.join(kinds_after) or 'nothing'}"
    if VOLATILE in stored["metadata"].get("tags", []):
        return ""
    for (kind, old), (_, new) in zip(before, after):
        if not same(old, new):
            return f"  {kind}\n" + diff(old, new)
    return ""


def contents(outputs: list[dict]) -> list[tuple[str, str]]:
    """Kind and normalised text of everything that a cell shows, plain text first."""
    found: list[tuple[str, str]] = []
    for output in outputs:
        kind = output["output_type"]
        if is_progress(output):
            continue
        if kind == "stream":
            name, text = output["name"], normal("".join(output["text"]))
            if found and found[-1][0] == name:
                found[-1] = (name, found[-1][1] + text)
            else:
                found.append((name, text))
        elif kind == "error":
            found.append((kind, normal(f"{output['ename']}: {output['evalue']}")))
        else:
            for mime, data in sorted(output["data"].items()):
                found.append((f"{kind} {mime}", normal(as_text(data))))
    return found


def is_progress(output: dict) -> bool:
    """Whether an output is a progress bar, which is of no use once the work is done."""
    return PROGRESS in as_text(output.get("data", {}).get("text/html", ""))


def as_text(data: object) -> str:
    if isinstance(data, str):
        return data
    if isinstance(data, list) and all(isinstance(line, str) for line in data):
        return "".join(data)
    return json.dumps(data, indent=0, sort_keys=True, ensure_ascii=False)


def normal(text: str) -> str:
    text = STATIC_IMAGE.sub(lambda image: base64.b64decode(image.group(1)).decode("utf-8"), text)
    for noise, name in NOISE:
        text = noise.sub(name, text)
    return text


def same(old: str, new: str) -> bool:
    if old == new:
        return True
    if NUMBER.sub("#", old) != NUMBER.sub("#", new):
        return False
    return all(
        math.isclose(number(left), number(right), rel_tol=TOLERANCE, abs_tol=1e-12)
        for left, right in zip(NUMBER.findall(old), NUMBER.findall(new))
    )


def number(text: str) -> float:
    return float(text.replace(",", ""))


def diff(old: str, new: str) -> str:
    lines = [
        line
        for line in difflib.unified_diff(lines_of(old), lines_of(new), "stored", "now", n=1, lineterm="")
        if not line.startswith(("---", "+++"))
    ]
    more = f"\n  ... {len(lines) - MOST_LINES} more lines" if len(lines) > MOST_LINES else ""
    return "\n".join("  " + line[:160] for line in lines[:MOST_LINES]) + more


def lines_of(text: str) -> list[str]:
    """Markup comes in one long line; its tags are where a reader would break it."""
    return re.sub(r"(?<=>)(?=<)|(?<=,)(?=\")", "\n", text).splitlines()
