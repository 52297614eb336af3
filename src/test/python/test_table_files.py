import tempfile
import unittest
from pathlib import Path

from importer import pa

from table_files import compressed, csv_bytes, same_rows, write_csv_gz

ROWS = pa.table({"kernel_source": ["a", "b", "c"], "m": [1, 2, 3],
                 "latency": [0.1 + 0.2, 1e-7, 5783.0], "power": pa.array([None, 300.5, 1.0])})


class CsvTest(unittest.TestCase):

    def test_text_is_plain_and_holds_every_bit(self):
        text = csv_bytes("gemm", ROWS).decode()
        self.assertEqual("kernel_source,m,latency_ms,power_w", text.splitlines()[0])
        self.assertEqual(["0.30000000000000004", "1e-7", "5783"],
                         [line.split(",")[2].replace("e-07", "e-7").removesuffix(".0") for line in text.splitlines()[1:]])
        self.assertEqual([0.1 + 0.2, 1e-7, 5783.0], [float(line.split(",")[2]) for line in text.splitlines()[1:]])
        self.assertEqual("", text.splitlines()[1].split(",")[3])

    def test_all_to_all_latency_is_in_microseconds(self):
        self.assertTrue(csv_bytes("moe_a2a", ROWS).startswith(b"kernel_source,m,latency_us,"))

    def test_reading_back_notices_a_changed_value(self):
        text = csv_bytes("gemm", ROWS)
        self.assertTrue(same_rows(ROWS, text))
        self.assertFalse(same_rows(ROWS, text.replace(b"0.30000000000000004", b"0.3")))
        self.assertFalse(same_rows(ROWS, text[:text.rindex(b"c,")]))


class CompressedFileTest(unittest.TestCase):

    def test_same_text_gives_same_bytes_and_leaves_the_file_alone(self):
        self.assertEqual(compressed(b"text"), compressed(b"text"))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "deep" / "gemm.csv.gz"
            size = write_csv_gz(path, b"text")
            written = path.stat().st_mtime_ns
            self.assertEqual(size, write_csv_gz(path, b"text"))
            self.assertEqual(written, path.stat().st_mtime_ns)
            path.write_bytes(path.read_bytes()[:-5])
            self.assertEqual(size, write_csv_gz(path, b"text"))
            self.assertEqual([path], list(path.parent.iterdir()))


if __name__ == "__main__":
    unittest.main()
