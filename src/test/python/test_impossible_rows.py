import unittest

from importer import pa

from impossible_rows import faults

GPU = {"mem_bw": 4e12, "bfloat16_tc_flops": 1e15, "fp8_tc_flops": 2e15}


def reasons(table, **columns):
    return [(row, reason) for row, reason, _ in faults(table, pa.table(columns), "h200_sxm", GPU)]


class FaultsTest(unittest.TestCase):

    def test_product_faster_than_the_peak_rate(self):
        size = [8192] * 3
        self.assertEqual([(0, "faster_than_arithmetic")],
                         reasons("gemm", gemm_dtype=["bfloat16", "fp8", "nvfp4"], m=size, n=size, k=size,
                                 latency=[1.0, 0.56, 0.1]))

    def test_memory_bound_counts_only_beyond_the_cache(self):
        columns = dict(gemm_dtype=["bfloat16"] * 2, m=[1, 1], n=[1024, 65536], k=[8192, 8192])
        self.assertEqual([(1, "faster_than_memory")], reasons("gemm", latency=[1e-3, 0.1], **columns))

    def test_window_shortens_the_work_of_attention(self):
        columns = dict(attn_dtype=["bfloat16"] * 2, batch_size=[1] * 2, num_heads=[64] * 2, head_dim=[128] * 2,
                       isl=[16384] * 2, latency=[1.0] * 2)
        self.assertEqual([(0, "faster_than_arithmetic")], reasons("context_attention", window_size=[0, 128], **columns))

    def test_zero_is_a_fault_except_where_it_means_no_extra_work(self):
        self.assertEqual([(1, "zero_latency")], reasons("mla_bmm", latency=[1.0, 0.0]))
        self.assertEqual([], reasons("computescale", latency=[1.0, 0.0]))

    def test_rows_of_another_chip(self):
        device = ["NVIDIA H200", "NVIDIA H100", None, "Graphics [0xe211]"]
        self.assertEqual([(1, "other_chip")], reasons("wideep_deepep_ll", device=device))


if __name__ == "__main__":
    unittest.main()
