package io.servelab.study;

/**
 * The cluster of a study.
 *
 * @param system GPU system that prefills or does everything
 * @param decodeSystem GPU system that decodes where pools are separate; usually the same
 * @param gpus GPUs of the cluster
 */
public record Machines(String system, String decodeSystem, int gpus) {}
