"""What people do wrong in cells of ServeLab: a short answer that says what, why and what next."""

from __future__ import annotations

import os
import re
import threading
import time
import unittest

from jupyter_client.manager import start_new_kernel

KERNEL = os.environ.get("SERVELAB_KERNEL", "java")
MOST_LINES = 6


class BadInputTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.manager, cls.client = start_new_kernel(kernel_name=KERNEL)

    @classmethod
    def tearDownClass(cls) -> None:
        cls.client.stop_channels()
        cls.manager.shutdown_kernel()

    def run_cell(self, code: str) -> tuple[dict, list[dict]]:
        messages: list[dict] = []
        reply = self.client.execute_interactive(
            code, timeout=120, allow_stdin=False, output_hook=messages.append
        )
        return reply["content"], messages

    def refusal(self, code: str) -> str:
        reply, _ = self.run_cell(code)
        self.assertEqual(reply["status"], "error", code)
        shown = re.sub(r"\x1b\[[0-9;]*m", "", "\n".join(reply["traceback"]))
        self.assertLessEqual(len(shown.splitlines()), MOST_LINES, shown)
        self.assertNotIn("at io.servelab", shown)
        return shown

    def shown(self, code: str) -> dict:
        reply, messages = self.run_cell(code)
        self.assertEqual(reply["status"], "ok", reply)
        return [m["content"]["data"] for m in messages if m["msg_type"] == "execute_result"][-1]

    def test_a_typo_in_a_call_is_marked_and_corrected(self) -> None:
        shown = self.refusal('study("Qwen/Qwen3-8B").onn("h200_sxm", 8)')
        self.assertIn("^^^", shown)
        self.assertIn("Maybe: on", shown)

    def test_unknown_names_offer_near_ones(self) -> None:
        for code, offered in [
            ('study("Qwen/Qwen3-32").on("h200_sxm", 8)', "Qwen/Qwen3-32B"),
            ('study("Qwen/Qwen3-8B").on("h200", 8).search()', "h200_sxm"),
            ('study("Qwen/Qwen3-8B").on("h200_sxm", 8).with("decode.max_batchsize", 1)', "decode.max_batch_size"),
            ('study("Qwen/Qwen3-8B").on("h200_sxm", 8).backend("vlm")', "vllm"),
        ]:
            self.assertRegex(self.refusal(code), "Did you mean [^?]*" + offered)

    def test_null_is_a_mistake_and_not_a_crash(self) -> None:
        for code in ["study(null)", 'study("Qwen/Qwen3-8B").on(null, 8).search()', 'perf(null, "trtllm")']:
            self.assertIn("'null'", self.refusal(code))
        self.assertIn("isl", self.refusal('study("Qwen/Qwen3-8B").on("h200_sxm", 8).with("isl", null).search()'))
        self.assertIn("Study.sla was given null", self.refusal('study("Qwen/Qwen3-8B").on("h200_sxm", 8).sla(null)'))
        self.run_cell("show(null)")

    def test_values_that_cannot_be_say_what_would_do(self) -> None:
        self.assertIn("whole number", self.refusal('study("Qwen/Qwen3-8B").on("h200_sxm", 8).with("isl", "many")'))
        self.assertIn("at least 1", self.refusal('study("Qwen/Qwen3-8B").on("h200_sxm", -3)'))

    def test_a_question_without_an_answer_says_why(self) -> None:
        strict = 'study("Qwen/Qwen3-8B").on("h200_sxm", 8).sla(ttft(1), tpot(0.1)).with("rules", "reference")'
        shown = self.refusal(f"{strict}.search().best()")
        self.assertIn("Maybe relax ttft", shown)
        shown = self.refusal('perf("h200_sxm", "trtllm").table("gemmm")')
        self.assertIn("No table gemmm", shown)

    def test_markup_in_a_name_stays_text(self) -> None:
        self.refusal('study("<script>alert(1)</script>").on("h200_sxm", 8)')
        data = self.shown('Table.create("<script>alert(1)</script>", StringColumn.create("<b>", "<img src=x onerror=alert(1)>"))')
        self.assertNotRegex(data["text/html"], "<script|<b>|<img")

    def test_a_million_rows_are_shown_in_short(self) -> None:
        data = self.shown(
            'var big = Table.create("big", DoubleColumn.create("x", IntStream.range(0, 1_000_000).asDoubleStream().toArray())); big'
        )
        self.assertLess(len(data["text/html"]), 20_000)
        self.assertIn("of 1,000,000 rows", data["text/html"])
        data = self.shown("TableView.of(big).interactive()")
        self.assertLess(len(data["text/html"]), 100_000)

    def test_an_interrupted_sweep_says_how_far_it_came_and_leaves_the_kernel_usable(self) -> None:
        values = ", ".join(str(isl) for isl in range(1000, 9000, 40))
        self.run_cell(f'var sweep = study("Qwen/Qwen3-8B").on("h200_sxm", 8).sweep("isl", {values});')
        timer = threading.Timer(2, self.manager.interrupt_kernel)
        begin = time.monotonic()
        timer.start()
        shown = self.refusal("sweep.table()")
        self.assertLess(time.monotonic() - begin, 10)
        self.assertRegex(shown, r"Interrupted after \d+ of 200 searches|interrupted")
        self.assertEqual(self.shown("1 + 1")["text/plain"], "2")


if __name__ == "__main__":
    unittest.main()
