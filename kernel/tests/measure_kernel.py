"""Measures what a person waits for: the kernel's start, a cell, a flood of output, the shutdown.

Usage: measure_kernel.py [--kernel java] [--starts 5]
"""

from __future__ import annotations

import argparse
import statistics
import time

from jupyter_client.manager import KernelManager

CELLS = ["1 + %d", "int n%d = 2;", "List.of(%d, 2, 3)", "new double[] {%d, 2}"]
SEARCH = (
    'study("Qwen/Qwen3-32B-FP8").on("h200_sxm", 32).backend("trtllm")'
    ".workload(isl(4000), osl(500), prefix(500)).sla(ttft(300), tpot(10)).search()"
)
FLOOD = 'for (int i = 0; i < 20000; i++) System.out.println("line " + i);'


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kernel", default="java")
    parser.add_argument("--starts", type=int, default=5)
    options = parser.parse_args()

    starts, firsts, searches, cells, floods, ends = [], [], [], [], [], []
    for _ in range(options.starts):
        manager = KernelManager(kernel_name=options.kernel)
        begin = time.perf_counter()
        manager.start_kernel()
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=60)
        ready = time.perf_counter()
        run(client, "1 + 1")
        starts.append(time.perf_counter() - begin)
        firsts.append(time.perf_counter() - ready)
        searches.append(run(client, SEARCH))
        for number, code in enumerate(CELLS * 5):
            cells.append(run(client, code % number))
        floods.append(run(client, FLOOD))
        client.stop_channels()
        begin = time.perf_counter()
        manager.shutdown_kernel()
        ends.append(time.perf_counter() - begin)

    report("start to first result", starts, "s")
    report("  of which the first cell", firsts, "s")
    report("first search cell", searches, "s")
    report("trivial cell", [1000 * seconds for seconds in cells], "ms")
    report("20,000 printed lines", floods, "s")
    report("shutdown", ends, "s")


def run(client, code: str) -> float:
    begin = time.perf_counter()
    reply = client.execute_interactive(
        code, timeout=120, allow_stdin=False, output_hook=lambda message: None
    )
    assert reply["content"]["status"] == "ok", reply["content"]
    return time.perf_counter() - begin


def report(what: str, values: list[float], unit: str) -> None:
    print(
        f"{what:<26} median {statistics.median(values):7.2f} {unit}"
        f"   min {min(values):7.2f}   max {max(values):7.2f}"
    )


if __name__ == "__main__":
    main()
