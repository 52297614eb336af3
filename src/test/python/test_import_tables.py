import contextlib
import csv
import io
import tempfile
import unittest
from pathlib import Path

from importer import MemoryPackage

from import_tables import main

SYSTEM = {"gpu": {"mem_bw": 1, "bfloat16_tc_flops": 10**15}, "node": {}, "misc": {"nccl_version": "2.26"},
          "data_dir": "data/chip"}
GEMM = dict(kernel_source=["a", "a"], gemm_dtype=["bfloat16"] * 2, m=[1, 2], n=[8, 8], k=[8, 8], latency=[0.1, 0.2],
            device=["Chip"] * 2)


class ImportTest(unittest.TestCase):

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.data = Path(folder.name) / "perf-data"
        self.package = Path(folder.name) / "package"
        contents = MemoryPackage()
        contents.add_yaml("chip.yaml", SYSTEM).add_yaml("bare.yaml", SYSTEM)
        contents.add_yaml("attention_lane_defaults.yaml", {})
        contents.add_yaml("query_versions.yaml", {"defaults": {"vllm": {"current": "0.24.0", "previous": None}}})
        contents.add_table("chip/gemm/vllm/0.24.0/gemm_perf.parquet", **GEMM)
        contents.add_table("chip/mla/vllm/0.27.0/unknown_perf.parquet")
        contents.add_table("chip/comm/nccl/2.26/nccl_perf.parquet", op_name=["all_reduce"], nccl_dtype=["half"],
                           num_gpus=[2], message_size=[4], latency=[0.5])
        for path in contents.paths:
            file = self.package / "aiconfigurator_core" / "systems" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(contents.read(path))

    def run_import(self, *arguments):
        messages = io.StringIO()
        with contextlib.redirect_stdout(messages), contextlib.redirect_stderr(messages):
            status = main(["--from", str(self.package), "--data", str(self.data), *arguments])
        return status, messages.getvalue()

    def contents(self):
        return {path.relative_to(self.data).as_posix(): path.read_bytes()
                for path in self.data.rglob("*") if path.is_file()}

    def test_versions_that_answer_alike_share_a_file(self):
        self.assertEqual(0, self.run_import("chip")[0])
        with (self.data / "chip" / "catalog.csv").open(newline="") as stream:
            lines = [(line["version"], line["table"], line["file"], line["sources"]) for line in csv.DictReader(stream)]
        gemm = "chip/vllm/0.24.0/gemm.csv.gz"
        self.assertEqual([("2.26", "nccl", "chip/nccl/2.26/nccl.csv.gz", "nccl/2.26:primary:1"),
                          ("0.24.0", "gemm", gemm, "vllm/0.24.0:primary:2"),
                          ("0.27.0", "gemm", gemm, "vllm/0.24.0:fallback:2")], lines)

    def test_running_again_gives_the_same_bytes(self):
        self.run_import("--all")
        first = self.contents()
        self.run_import("--all")
        self.assertEqual(first, self.contents())
        self.assertEqual(["bare/system.yaml", "chip/catalog.csv", "chip/faults.csv", "chip/nccl/2.26/nccl.csv.gz",
                          "chip/system.yaml", "chip/vllm/0.24.0/gemm.csv.gz", "lanes.csv", "versions.yaml"],
                         sorted(first))

    def test_listing_counts_tables(self):
        self.run_import("chip")
        messages = io.StringIO()
        with contextlib.redirect_stdout(messages):
            main(["--data", str(self.data), "--list"])
        self.assertEqual(["bare  (described, not measured)", "chip", "  vllm    current  0.24.0     1 tables",
                          "  vllm    next     0.27.0     1 tables"], messages.getvalue().splitlines())

    def test_unknown_system_is_named_with_the_known_ones(self):
        status, messages = self.run_import("chop")
        self.assertEqual(2, status)
        self.assertIn("unknown system chop; known: bare, chip", messages)

    def test_missing_package_is_reported(self):
        self.package.rename(self.package.with_name("moved"))
        status, messages = self.run_import("chip")
        self.assertEqual(1, status)
        self.assertIn("neither a wheel nor a folder", messages)


if __name__ == "__main__":
    unittest.main()
