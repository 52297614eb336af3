import unittest

from importer import MemoryPackage

from source_resolution import MeasuredFiles, comparable, next_version, version_slots, versions_before


class VersionOrderTest(unittest.TestCase):

    def test_comparable_follows_pep_440(self):
        ordered = ["0.0.0.dev1+ga4cf2ea12", "0.1.dev19262", "0.5.6", "0.5.6.post2", "0.5.10rc0", "0.5.10",
                   "1.3.0rc9", "1.3.0rc15", "1.3.0", "1.3.0.post1"]
        self.assertEqual(ordered, sorted(reversed(ordered), key=comparable))
        self.assertEqual(comparable("1.0"), comparable("1.0.0"))
        self.assertIsNone(comparable("kernel-level"))

    def test_versions_before_is_strict_and_nearest_first(self):
        self.assertEqual(["0.5.12", "0.5.9"], versions_before("0.5.14", ["0.5.9", "0.5.14", "0.5.16", "0.5.12", "odd"]))
        self.assertEqual([], versions_before("odd", ["0.5.9"]))

    def test_next_version_is_the_newest_that_is_newer(self):
        self.assertEqual("1.3.0rc23", next_version("1.3.0rc20", ["1.3.0rc9", "1.3.0rc23", "1.3.0rc21", "kernel"]))
        self.assertEqual("1.3.0", next_version("1.3.0rc20", ["1.3.0", "1.3.0rc23"]))
        self.assertIsNone(next_version("0.24.0", ["0.24.0", "0.1.dev19262"]))


class SourcesTest(unittest.TestCase):

    def setUp(self):
        self.package = MemoryPackage()

    def channels(self, table, version="0.5.14"):
        sources = MeasuredFiles(self.package).sources("chip", "sglang", version, table)
        return [(source.channel, source.label, source.kernels) for source in sources]

    def test_own_file_then_declared_then_earlier(self):
        for version in ("0.5.9", "0.5.12", "0.5.14", "0.5.16"):
            self.package.add_table(f"chip/gemm/sglang/{version}/gemm_perf.parquet")
        self.package.add_yaml("data/chip/gemm/sglang/0.5.14/reuse.yaml",
                              {"reuse": [{"table": "gemm_perf", "from_version": "0.5.16"},
                                         {"table": "moe_perf", "from_version": "0.5.9"}]})
        self.assertEqual([("primary", "sglang/0.5.14", None), ("declared_reuse", "sglang/0.5.16", None),
                          ("fallback", "sglang/0.5.12", None), ("fallback", "sglang/0.5.9", None)],
                         self.channels("gemm"))

    def test_a_declared_file_is_not_a_fallback_again(self):
        for version in ("0.5.9", "0.5.12"):
            self.package.add_table(f"chip/gemm/sglang/{version}/gemm_perf.parquet")
        self.package.add_yaml("data/chip/moe/sglang/0.5.14/reuse.yaml",
                              {"reuse": [{"table": "gemm_perf", "from_version": "0.5.9"}]})
        self.assertEqual([("declared_reuse", "sglang/0.5.9", None), ("fallback", "sglang/0.5.12", None)],
                         self.channels("gemm"))

    def test_other_engines_lend_shared_kernels_newest_first(self):
        for engine, version in (("vllm", "0.24.0"), ("vllm", "0.27.0"), ("trtllm", "1.0.0")):
            self.package.add_table(f"chip/kda/{engine}/{version}/kda_perf.parquet")
        self.package.add_yaml("perf_data_reuse_manifest.yaml", {"groups": [
            {"op_file": "kda_perf.parquet", "kernel_source": "scan", "tier": "shared", "frameworks": ["sglang", "vllm"]},
            {"op_file": "kda_perf.parquet", "kernel_source": "default", "tier": "shared_fallback",
             "frameworks": ["sglang", "vllm"]},
            {"op_file": "kda_perf.parquet", "kernel_source": "step", "tier": "absence_load_bearing",
             "frameworks": ["sglang", "trtllm"]},
            {"op_file": "gdn_perf.parquet", "kernel_source": "gated", "tier": "shared",
             "frameworks": ["sglang", "vllm"]}]})
        self.assertEqual([("cross_backend", "vllm/0.27.0", ("default", "scan")),
                          ("cross_backend", "vllm/0.24.0", ("default", "scan"))], self.channels("kda"))


class SlotsTest(unittest.TestCase):

    def test_slots_exist_where_tables_do_and_overrides_have_no_next(self):
        package = MemoryPackage()
        for system in ("old", "new", "bare"):
            package.add_yaml(f"{system}.yaml", {"gpu": {}})
        package.add_yaml("query_versions.yaml", {
            "defaults": {"vllm": {"current": "0.24.0", "previous": None}},
            "overrides": {"old": {"vllm": {"current": "0.14.0", "previous": "0.12.0"}}}})
        package.add_table("old/gemm/vllm/0.30.0/gemm_perf.parquet")
        package.add_table("new/gemm/vllm/0.27.0/gemm_perf.parquet")
        self.assertEqual({"old": {"vllm": {"current": "0.14.0", "previous": "0.12.0", "next": None}},
                          "new": {"vllm": {"current": "0.24.0", "previous": None, "next": "0.27.0"}}},
                         version_slots(MeasuredFiles(package)))


if __name__ == "__main__":
    unittest.main()
