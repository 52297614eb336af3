package io.servelab.model;

import io.servelab.hardware.MathType;

/**
 * What a quantisation mode says of its numbers.
 *
 * @param id name used in tables, files and options
 * @param bytesPerElement storage of one weight or cache element, bytes
 * @param speedup throughput as a multiple of bfloat16; a profile key for transfers, never a rate
 * @param mathType the tensor-core format whose rate bounds the product
 */
public record NumberFormat(String id, double bytesPerElement, double speedup, MathType mathType) {}
