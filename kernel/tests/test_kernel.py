"""Checks the installed kernel against the Jupyter protocol, and for what it promises beyond it."""

from __future__ import annotations

import os
import threading
import time
import unittest

import jupyter_kernel_test
from jupyter_client.manager import start_new_kernel

KERNEL = os.environ.get("SERVELAB_KERNEL", "java")


class ProtocolTest(jupyter_kernel_test.KernelTests):
    kernel_name = KERNEL
    language_name = "java"
    file_extension = ".jshell"

    code_hello_world = 'System.out.println("hello, world");'
    code_stderr = 'System.err.println("a warning");'
    completion_samples = [
        {"text": "Math.floorM", "matches": {"floorMod("}},
        {"text": 'study("Qwen/Qwen3-8', "matches": {"Qwen/Qwen3-8B"}},
    ]
    complete_code_samples = ["int x = 1;", "1 + 1", "void f() {}"]
    incomplete_code_samples = ["for(int i=0;", "class A {", "foo("]
    invalid_code_samples = ["int 1x = ;"]
    code_generate_error = 'throw new IllegalStateException("as asked");'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "new int[] {1, 2, 3}", "result": "[1, 2, 3]"},
    ]
    code_display_data = [{"code": 'display("<b>bold</b>", "text/html");', "mime": "text/html"}]
    code_inspect_sample = "Math.abs("
    code_history_pattern = "6*7"
    supported_history_operations = ("tail", "range", "search")


class PromiseTest(unittest.TestCase):
    """What people meet in other Java kernels and must not meet here."""

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
            code, timeout=60, allow_stdin=False, output_hook=messages.append
        )
        return reply["content"], messages

    def value(self, code: str) -> str | None:
        reply, messages = self.run_cell(code)
        self.assertEqual(reply["status"], "ok", reply)
        results = [m for m in messages if m["msg_type"] == "execute_result"]
        return results[0]["content"]["data"]["text/plain"] if results else None

    def error(self, code: str) -> dict:
        reply, _ = self.run_cell(code)
        self.assertEqual(reply["status"], "error", reply)
        return reply

    def cpu_seconds(self) -> float:
        with open(f"/proc/{self.manager.provisioner.pid}/stat", encoding="ascii") as stat:
            fields = stat.read().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def test_a_sealed_family_fits_in_one_cell(self) -> None:
        family = """
            sealed interface Shape permits Disc, Box {}
            record Disc(double radius) implements Shape {}
            record Box(double side) implements Shape {}
            Shape shape = new Disc(2);
            shape
            """
        self.assertEqual(self.value(family), "Disc[radius=2.0]")

    def test_a_flood_of_lines_arrives_whole_and_in_few_messages(self) -> None:
        _, messages = self.run_cell(
            'for (int i = 0; i < 20000; i++) System.out.println("line " + i);'
        )
        streams = [m["content"]["text"] for m in messages if m["msg_type"] == "stream"]
        lines = "".join(streams).splitlines()
        self.assertEqual(lines, [f"line {i}" for i in range(20000)])
        self.assertLess(len(streams), 100)

    def test_an_endless_loop_really_stops(self) -> None:
        threading.Timer(1, self.manager.interrupt_kernel).start()
        self.assertEqual(self.error("while (true) {}")["ename"], "Interrupted")
        self.assertTrue(self.comes_to_rest(), "the loop still uses a processor")
        self.assertEqual(self.value("1 + 1"), "2")

    def comes_to_rest(self) -> bool:
        """Whether the kernel idles soon; compilers and collectors of the JVM may run on a little."""
        for _ in range(10):
            before = self.cpu_seconds()
            time.sleep(1)
            if self.cpu_seconds() - before < 0.3:
                return True
        return False

    def test_waiting_code_stops_too(self) -> None:
        threading.Timer(1, self.manager.interrupt_kernel).start()
        self.assertEqual(self.error("Thread.sleep(60_000);")["ename"], "Interrupted")

    def test_an_error_names_class_message_and_cell_line_but_no_kernel_frame(self) -> None:
        error = self.error('int half = 1;\nthrow new IllegalStateException("no " + half);')
        traceback = "\n".join(error["traceback"])
        self.assertEqual((error["ename"], error["evalue"]), ("IllegalStateException", "no 1"))
        self.assertIn("line 2", traceback)
        for machinery in ("REPL.", "jdk.jshell", "io.servelab.kernel", "reflect"):
            self.assertNotIn(machinery, traceback)

    def test_an_exit_is_refused(self) -> None:
        self.assertIn("refused", self.error("System.exit(3);")["evalue"])
        self.assertEqual(self.value("2 + 2"), "4")

    def test_cells_queued_behind_an_error_are_aborted(self) -> None:
        codes = ['Thread.sleep(300); throw new IllegalStateException("first");', "int late = 1;"]
        requests = [self.client.execute(code) for code in codes]
        replies = {}
        while len(replies) < len(requests):
            reply = self.client.get_shell_msg(timeout=20)
            replies[reply["parent_header"]["msg_id"]] = reply["content"]["status"]
        self.assertEqual([replies[request] for request in requests], ["error", "aborted"])

    def test_user_expressions_are_answered(self) -> None:
        reply = self.client.execute_interactive(
            "int base = 20;",
            user_expressions={"good": "base + 1", "bad": "nothingOfTheKind"},
            output_hook=lambda message: None,
            timeout=20,
        )["content"]["user_expressions"]
        self.assertEqual(reply["good"]["data"]["text/plain"], "21")
        self.assertEqual(reply["bad"]["status"], "error")

    def test_input_is_asked_for_after_its_prompt(self) -> None:
        output: list[dict] = []
        self.client.execute_interactive(
            'System.out.print("name? "); new Scanner(System.in).nextLine()',
            allow_stdin=True,
            stdin_hook=lambda message: self.client.input("Äda"),
            output_hook=output.append,
            timeout=20,
        )
        shown = [m["content"].get("text") or m["content"].get("data") for m in output]
        self.assertIn("name? ", shown)
        self.assertIn({"text/plain": "Äda"}, shown)


if __name__ == "__main__":
    unittest.main()
