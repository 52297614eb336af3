import unittest

from importer import pa

from attention_lanes import framework_default, lane_ranking

DEFAULTS = {"sglang": {"0.5.9": {90: "old"}, "0.5.14": {90: "fa3", 100: "triton"}}}


def attention(*rows):
    """Rows of (lane, source, head_dim, num_heads, num_key_value_heads)."""
    lanes, sources, head_dims, heads, kv_heads = zip(*rows)
    count = len(rows)
    return pa.table({"kernel_source": lanes, "source": sources, "head_dim": head_dims, "num_heads": heads,
                     "num_key_value_heads": kv_heads, "kv_cache_dtype": ["fp8"] * count, "window_size": [0] * count})


class FrameworkDefaultTest(unittest.TestCase):

    def test_newest_entry_that_is_not_newer_decides(self):
        self.assertEqual("fa3", framework_default(DEFAULTS, "sglang", "0.5.16", 90))
        self.assertEqual("old", framework_default(DEFAULTS, "sglang", "0.5.10", 90))
        self.assertIsNone(framework_default(DEFAULTS, "sglang", "0.5.8", 90))
        self.assertIsNone(framework_default(DEFAULTS, "sglang", "0.5.14", 89))
        self.assertIsNone(framework_default(DEFAULTS, "trtllm", "1.3.0rc20", 90))


class LaneRankingTest(unittest.TestCase):

    def test_own_lanes_come_first_and_known_ones_by_slices_then_rows(self):
        rows = attention(
            ("triton", "sglang/2", 64, 8, 1), ("triton", "sglang/2", 64, 4, 1),
            ("flashinfer", "sglang/2", 64, 8, 1), ("flashinfer", "sglang/2", 128, 8, 1),
            ("custom", "sglang/2", 64, 8, 1), ("donated", "sglang/1", 64, 8, 1), ("triton", "sglang/1", 256, 8, 1))
        lanes = lane_ranking("generation_attention", rows, "sglang/2")
        self.assertEqual([("flashinfer", "own", 2, 2), ("triton", "own", 1, 2), ("custom", "own", 1, 1),
                          ("fa3", "absent", 0, 0), ("fla", "absent", 0, 0), ("trtllm_mha", "absent", 0, 0),
                          ("default", "absent", 0, 0), ("donated", "donor", 1, 1)],
                         [(lane.name, lane.tier, lane.slices, lane.rows) for lane in lanes])

    def test_attention_without_shared_heads_is_one_slice(self):
        rows = attention(("triton", "sglang/2", 64, 8, 8), ("triton", "sglang/2", 64, 4, 4))
        self.assertEqual(1, lane_ranking("generation_attention", rows, "sglang/2")[0].slices)


if __name__ == "__main__":
    unittest.main()
