package io.servelab.study;

import java.util.Optional;

/**
 * The cluster of a study.
 *
 * @param system GPU system that prefills or does everything
 * @param decodeSystem GPU system that decodes where pools are separate; usually the same
 * @param encoderSystem GPU system of separate encoders, if another than that of prefill
 * @param gpus GPUs of the cluster
 */
public record Machines(
    String system, String decodeSystem, Optional<String> encoderSystem, int gpus) {}
