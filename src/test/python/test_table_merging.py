import unittest

from importer import MemoryPackage, pa

from source_resolution import Source
from table_kinds import TABLE_KINDS
from table_merging import TableError, last_rows_first, merge_sources

GEMM = dict(kernel_source=["a", "b"], gemm_dtype=["fp8", "fp8"], m=[1, 2], n=[8, 8], k=[8, 8], latency=[0.1, 0.2])


def merged(package, table, *sources, system="chip"):
    return merge_sources(package, TABLE_KINDS[table], table, system, sources).to_pylist()


def source(name, channel="primary", kernels=None):
    return Source(channel, "vllm", name, f"data/{name}", kernels)


class MergeTest(unittest.TestCase):

    def setUp(self):
        self.package = MemoryPackage()

    def test_first_row_of_a_key_wins_within_and_across_sources(self):
        self.package.add_table("new", **dict(GEMM, m=[2, 2]))
        self.package.add_table("old", **GEMM)
        rows = merged(self.package, "gemm", source("new"), source("old", "fallback"))
        self.assertEqual([(2, 0.1, "vllm/new"), (1, 0.1, "vllm/old")],
                         [(row["m"], row["latency"], row["source"]) for row in rows])

    def test_only_lent_kernels_of_another_engine_are_admitted(self):
        self.package.add_table("other", **GEMM)
        self.assertEqual(["b"], [row["kernel_source"]
                                 for row in merged(self.package, "gemm", source("other", "cross_backend", ("b",)))])

    def test_missing_power_is_empty_where_another_source_has_it(self):
        self.package.add_table("new", **GEMM)
        self.package.add_table("old", **dict(GEMM, m=[3, 4], power=[300.0, 400.0]))
        self.assertEqual([None, None, 300.0, 400.0],
                         [row["power"] for row in merged(self.package, "gemm", source("new"), source("old"))])

    def test_last_row_of_a_sparse_module_comes_first(self):
        columns = dict.fromkeys(("op_name", "architecture", "mla_dtype", "kv_cache_dtype", "gemm_type"), ["x"] * 4)
        columns.update(num_heads=[1] * 4, step=[0] * 4, isl=[5, 6, 5, 5], batch_size=[1] * 4,
                       kernel_source=["a", "a", "a", "b"], latency=[1.0, 2.0, 3.0, 4.0])
        self.package.add_table("new", **columns)
        rows = merged(self.package, "dsa_context_module", source("new"))
        self.assertEqual([3.0, 2.0, 4.0], [row["latency"] for row in rows])

    def test_a_column_that_is_left_out_must_be_constant(self):
        attention = dict(kernel_source=["a"], attn_dtype=["fp8"], kv_cache_dtype=["fp8"], num_key_value_heads=[1],
                         head_dim=[64], num_heads=[8], isl=[4], batch_size=[1], beam_width=[1], step=[7], latency=[1.0])
        self.package.add_table("new", **attention)
        with self.assertRaisesRegex(TableError, "column step should be 0 everywhere, found \\[7\\]"):
            merged(self.package, "context_attention", source("new"))

    def test_a_latency_that_is_not_a_number_is_refused(self):
        self.package.add_table("new", **dict(GEMM, latency=[0.1, float("nan")]))
        with self.assertRaisesRegex(TableError, "latency"):
            merged(self.package, "gemm", source("new"))


class LoadRuleTest(unittest.TestCase):

    def rows(self, table, system="chip", **columns):
        return merged(MemoryPackage().add_table("new", **columns), table, source("new"), system=system)

    def test_gemm_drops_weight_only_products_nobody_asks_for(self):
        self.assertEqual(["fp8"], [row["gemm_dtype"] for row in self.rows("gemm", **dict(GEMM, gemm_dtype=["awq", "fp8"]))])

    def test_window_is_zero_where_it_is_missing(self):
        attention = dict(kernel_source=["a"] * 2, kv_cache_dtype=["fp8"] * 2, num_key_value_heads=[1, 1],
                         head_dim=[64] * 2, num_heads=[8, 8], isl=[1, 1], step=[3, 4], batch_size=[1] * 2,
                         latency=[1.0, 2.0])
        self.assertEqual([0, 0], [row["window_size"] for row in self.rows("generation_attention", **attention)])
        attention["window_size"] = pa.array([128, None])
        self.assertEqual([128, 0], [row["window_size"] for row in self.rows("generation_attention", **attention)])

    def test_moe_names_the_format_that_ran_and_the_low_latency_kernel(self):
        kernels = ["sglang_mxfp4_flashinfer_trtllm_moe", "sglang_flashinfer_cutlass_moe", "moe_torch_flow_min_latency",
                   "sglang_flashinfer_cutlass_moe"]
        moe = dict(kernel_source=kernels, moe_dtype=["w4a8_mxfp4_mxfp8", "w4a16_mxfp4", "nvfp4", "nvfp4"],
                   distribution=["balanced"] * 4, latency=[1.0, 2.0, 3.0, 4.0])
        for name in ("topk num_experts hidden_size inter_size moe_tp_size moe_ep_size num_tokens").split():
            moe[name] = [1] * 4
        self.assertEqual([("w4a8_mxfp4_mxfp8_trtllm", 0), ("w4a16_mxfp4_cutlass", 0), ("nvfp4", 1), ("nvfp4", 0)],
                         [(row["moe_dtype"], row["low_latency"]) for row in self.rows("moe", **moe)])

    def test_eager_all_reduce_counts_only_where_there_is_no_graph_mode(self):
        reduce = dict(kernel_source=["x_eager", "x_graph", "x"], backend=["x_graph", "x_graph", "vllm_eager"],
                      num_gpus=[2, 4, 8], message_size=[1, 1, 1], latency=[1.0, 2.0, 3.0])
        self.assertEqual([4], [row["num_gpus"] for row in self.rows("custom_allreduce", **reduce)])
        self.assertEqual([2, 4, 8], [row["num_gpus"] for row in self.rows("custom_allreduce", system="b60", **reduce)])


class LastRowsFirstTest(unittest.TestCase):

    def test_rows_of_a_key_are_gathered_where_it_first_appears(self):
        rows = pa.table({"key": ["a", "b", "a", "c", "b"], "value": [1, 2, 3, 4, 5]})
        self.assertEqual([3, 1, 5, 2, 4], last_rows_first(rows, ("key",))["value"].to_pylist())


if __name__ == "__main__":
    unittest.main()
