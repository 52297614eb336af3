package io.servelab.estimate;

/**
 * What a replica of prefill and decode pools delivers.
 *
 * @param prefill prefill pool
 * @param decode decode pool
 * @param latency times of a request
 * @param rates what the replica delivers
 * @param concurrency requests that decode at once
 * @param gpus GPUs of the replica
 * @param powerW mean power of one GPU, watts
 */
public record DisaggregatedRow(
    Pool prefill,
    Pool decode,
    AggregatedRow.Latency latency,
    AggregatedRow.Rates rates,
    long concurrency,
    int gpus,
    double powerW) {

  /**
   * Equal workers of one role.
   *
   * @param worker one of them
   * @param workers their number
   */
  public record Pool(StaticRow worker, int workers) {}
}
