package io.servelab.op.moe;

import io.servelab.model.MoeQuant;

/**
 * A layer of experts spread over many ranks, each with whole experts.
 *
 * @param shape dimensions of the layer
 * @param quant number format
 * @param ep expert-parallel ranks
 * @param attentionDp attention ranks with sequences of their own
 */
public record WideLayer(ExpertShape shape, MoeQuant quant, int ep, int attentionDp) {}
