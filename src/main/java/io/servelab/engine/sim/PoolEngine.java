package io.servelab.engine.sim;

import io.servelab.engine.Speculation;
import io.servelab.step.PassTimes;

/**
 * Equal engines of one phase.
 *
 * @param times times of their passes
 * @param host time of their hosts
 * @param workers their number
 * @param ranks attention ranks of each
 * @param limits what each rank can hold
 * @param speculation speculative decoding
 */
public record PoolEngine(
    PassTimes times,
    HostTimes host,
    int workers,
    int ranks,
    RankLimits limits,
    Speculation speculation) {}
