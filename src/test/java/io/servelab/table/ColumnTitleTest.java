package io.servelab.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTitleTest {

  @ParameterizedTest
  @CsvSource({
    "ttft_ms, ttft, ms",
    "throughput_tokens_s_gpu, throughput, tokens/s/GPU",
    "bandwidth_gb_s, bandwidth, GB/s",
    "kv_cache_gib, kv_cache, GiB",
    "energy_wms, energy, W·ms",
    "latency_us, latency, µs",
    "share_pct, share, %",
    "requests_s, rate, requests/s",
  })
  void theUnitIsReadOffTheEndOfTheName(String name, String label, String unit) {
    assertEquals(new ColumnTitle(label, unit), ColumnTitle.of(name));
  }

  @ParameterizedTest
  @CsvSource({"mode", "num_tokens", "ms", "gpus", "tokens/s/gpu", "_ms"})
  void aNameWithoutAUnitIsTheLabel(String name) {
    assertEquals(new ColumnTitle(name, ""), ColumnTitle.of(name));
  }
}
