"""Opens a notebook of a running JupyterLab in headless Chromium, runs it, and takes a picture.

Usage: screenshot.py http://127.0.0.1:PORT/lab/tree/NOTEBOOK.ipynb OUT.png [--expect SELECTOR=COUNT]...

Fails if the page logs an error, a cell fails, or an expected element is missing. Start one
JupyterLab per run: it keeps kernels alive, and a second run would meet the old one.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from contextlib import closing

from playwright.sync_api import Page, sync_playwright

CELL = ".jp-Notebook .jp-Cell"
# Jupyter itself logs these in an offline page.
HARMLESS = ("Failed to load resource", "net::ERR_", "favicon")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("address")
    parser.add_argument("picture")
    parser.add_argument("--expect", action="append", default=[], metavar="SELECTOR=COUNT")
    parser.add_argument("--untrusted", action="store_true", help="look only, run nothing")
    parser.add_argument("--allow-errors", action="store_true", help="cells may fail")
    parser.add_argument("--panel", action="store_true", help="the notebook without the rest of the page")
    parser.add_argument("--timeout", type=float, default=120, help="seconds for all cells")
    parser.add_argument("--width", type=int, default=1100)
    parser.add_argument("--height", type=int, default=1600)
    options = parser.parse_args()

    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is needed for pictures; on Debian: apt-get install chromium")
    complaints: list[str] = []
    with (
        sync_playwright() as playwright,
        # The browser may still write to its profile while it ends.
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile,
        closing(
            playwright.chromium.launch_persistent_context(
                profile,
                executable_path=chromium,
                args=["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
                viewport={"width": options.width, "height": options.height},
            )
        ) as browser,
    ):
        page = browser.new_page()
        page.on("console", lambda message: note_error(complaints, message))
        # Without the reset JupyterLab would open the tabs of an earlier session too.
        page.goto(options.address + "?reset")
        page.wait_for_selector(CELL, timeout=60_000)
        if not options.untrusted:
            run_all(page, options.timeout)
            if not options.allow_errors:
                forbid_errors(page)
        for expectation in options.expect:
            selector, _, count = expectation.rpartition("=")
            await_elements(page, complaints, selector, int(count))
        dismiss_notices(page)
        view = page.locator(".jp-NotebookPanel-notebook").first if options.panel else page
        view.screenshot(path=options.picture)
    if complaints:
        sys.exit("\n".join(complaints))
    print(f"ok  {options.picture}")


def run_all(page: Page, timeout: float) -> None:
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status='idle']", timeout=60_000)
    page.click(".jp-Notebook .jp-CodeCell .cm-content")
    page.click("text=Run >> nth=0")
    page.click(".lm-Menu-item:has-text('Run All Cells')")
    prompts = page.locator(".jp-CodeCell .jp-InputPrompt")
    deadline = time.monotonic() + timeout
    # The stars of waiting cells take a moment to show.
    begun = False
    while time.monotonic() < deadline:
        texts = "".join(prompts.all_inner_texts())
        begun = begun or any(c == "*" or c.isdigit() for c in texts)
        if begun and "*" not in texts:
            return
        time.sleep(0.3)
    sys.exit("the cells did not end in time")


def forbid_errors(page: Page) -> None:
    # JupyterLab shows errors and what cells print to stderr under the same type.
    failures = page.locator("[data-mime-type='application/vnd.jupyter.stderr']")
    if failures.count():
        sys.exit("a cell failed:\n" + failures.first.inner_text())


def dismiss_notices(page: Page) -> None:
    """Jupyter asks about its news; that is no part of a picture of a notebook."""
    for button in page.locator(".Toastify__toast button:has-text('No')").all():
        button.click()
    page.wait_for_timeout(700)


def await_elements(page: Page, complaints: list[str], selector: str, count: int) -> None:
    elements = page.locator(f".jp-Notebook {selector}")
    deadline = time.monotonic() + 15
    while elements.count() < count and time.monotonic() < deadline:
        time.sleep(0.3)
    if elements.count() < count:
        complaints.append(f"{elements.count()} instead of {count} elements match {selector}")


def note_error(complaints: list[str], message) -> None:
    if message.type == "error" and not any(part in message.text for part in HARMLESS):
        complaints.append("console: " + message.text)


if __name__ == "__main__":
    main()
