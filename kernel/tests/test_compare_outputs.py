"""What counts as a change of a notebook's outputs, and what does not."""

from __future__ import annotations

import base64
import unittest

from compare_outputs import differences


def notebook(*outputs: dict, tags: tuple[str, ...] = ()) -> dict:
    cell = {"cell_type": "code", "source": "ask()\n// more", "outputs": list(outputs), "metadata": {"tags": list(tags)}}
    return {"cells": [{"cell_type": "markdown", "source": "text"}, cell]}


def text(words: str) -> dict:
    return {"output_type": "execute_result", "data": {"text/plain": words}}


def html(markup: str) -> dict:
    return {"output_type": "display_data", "data": {"text/html": markup, "text/plain": "a table"}}


def printed(words: str) -> dict:
    return {"output_type": "stream", "name": "stdout", "text": words}


def image(svg: str) -> dict:
    coded = base64.b64encode(svg.encode()).decode()
    return html(f'<img src="data:image/svg+xml;base64,{coded}">')


class ComparisonTest(unittest.TestCase):
    def changes(self, before: dict, after: dict) -> list[str]:
        return list(differences(before, after))

    def test_equal_outputs_are_no_change(self) -> None:
        self.assertEqual(self.changes(notebook(text("TTFT 194.4 ms")), notebook(text("TTFT 194.4 ms"))), [])

    def test_another_number_is_named_with_its_cell_and_both_lines(self) -> None:
        [found] = self.changes(notebook(text("TTFT 194.4 ms")), notebook(text("TTFT 194.5 ms")))
        self.assertTrue(found.startswith("cell 1: ask()\n"), found)
        self.assertIn("-TTFT 194.4 ms", found)
        self.assertIn("+TTFT 194.5 ms", found)

    def test_the_last_digits_of_a_number_are_no_change(self) -> None:
        self.assertEqual(self.changes(notebook(text("x=1.00000000001")), notebook(text("x=1.0"))), [])
        self.assertNotEqual(self.changes(notebook(text("x=1.00001")), notebook(text("x=1.0"))), [])

    def test_an_output_that_is_gone_or_of_another_kind_is_a_change(self) -> None:
        self.assertIn("now:    nothing", self.changes(notebook(text("a")), notebook())[0])
        self.assertIn("text/html", self.changes(notebook(text("a")), notebook(html("<b>a</b>")))[0])

    def test_a_change_inside_markup_or_an_image_is_found(self) -> None:
        self.assertIn("<td>2", self.changes(notebook(html("<td>1</td>")), notebook(html("<td>2</td>")))[0])
        [found] = self.changes(notebook(image("<circle r='1'/>")), notebook(image("<circle r='2'/>")))
        self.assertIn("<circle r='2'/>", found)

    def test_a_change_of_a_figure_is_found_in_its_json(self) -> None:
        kind = "application/vnd.plotly.v1+json"
        before = {"output_type": "display_data", "data": {kind: {"data": [{"y": [1, 2]}]}}}
        after = {"output_type": "display_data", "data": {kind: {"data": [{"y": [1, 3]}]}}}
        self.assertIn("+3", self.changes(notebook(before), notebook(after))[0])

    def test_how_printed_lines_were_packed_is_no_change(self) -> None:
        self.assertEqual(self.changes(notebook(printed("a\nb\n")), notebook(printed("a\n"), printed("b\n"))), [])

    def test_hash_codes_are_no_change(self) -> None:
        self.assertEqual(self.changes(notebook(text("Foo@1a2b3c4d")), notebook(text("Foo@5e6f7a8b"))), [])

    def test_progress_bars_do_not_count(self) -> None:
        bar = html('<div>Sweep <progress value="9" max="9"></progress> <span>9 of 9, 1.2 s</span></div>')
        self.assertEqual(self.changes(notebook(bar, text("done")), notebook(text("done"))), [])

    def test_a_volatile_cell_keeps_only_its_kinds_of_output(self) -> None:
        before = notebook(text("12 ms"), tags=("volatile",))
        self.assertEqual(self.changes(before, notebook(text("15 ms"))), [])
        self.assertNotEqual(self.changes(before, notebook(printed("15 ms"))), [])


if __name__ == "__main__":
    unittest.main()
