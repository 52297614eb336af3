package io.servelab.op.moe;

import io.servelab.hardware.GpuSystem;
import io.servelab.model.CommQuant;
import io.servelab.op.Operation;
import io.servelab.op.Phase;
import io.servelab.op.TokenShare;
import io.servelab.op.comm.Collective;
import io.servelab.op.comm.CustomAllReduce;
import io.servelab.op.comm.Nccl;
import java.util.ArrayList;
import java.util.List;

/**
 * The collectives that an engine calls around a layer of experts.
 *
 * <p>Tensor-parallel attention leaves partial sums that are reduced over all ranks; data-parallel
 * attention gathers everyone's tokens before the experts and scatters sums after them. Engines
 * differ in which of the two they do when both apply.
 */
final class DispatchPlan {

  private static final int BLACKWELL_SM = 100;
  private static final int GPUS_OF_RACK_SCALE_NODE = 72;

  private final MoeDispatch dispatch;
  private final GpuSystem system;

  DispatchPlan(MoeDispatch dispatch, GpuSystem system) {
    this.dispatch = dispatch;
    this.system = system;
  }

  /** The calls of one pass, in order; empty where every rank has what it needs. */
  List<Operation> calls(Phase phase) {
    return switch (dispatch.engine()) {
      case VLLM -> vllm();
      case SGLANG -> sglang(phase);
      case TRTLLM -> trtllm();
    };
  }

  private List<Operation> vllm() {
    List<Operation> calls = new ArrayList<>();
    if (splitAttention() && !(dispatch.before() && dispatch.attention().reduced())) {
      calls.add(allReduce());
    }
    if (ownSequences()) {
      calls.add(exchange(everyonesElements()));
    }
    return calls;
  }

  private List<Operation> sglang(Phase phase) {
    if (splitAttention() && ownSequences()) {
      int within = dispatch.attentionTp();
      return dispatch.before()
          ? List.of(
              nccl(Collective.REDUCE_SCATTER, elements(), within),
              nccl(Collective.ALL_GATHER, everyonesElements(), ranks()))
          : List.of(
              nccl(Collective.REDUCE_SCATTER, everyonesElements(), ranks()),
              nccl(Collective.ALL_GATHER, elements(), within));
    }
    if (dispatch.attention().cp() > 1) {
      if (phase == Phase.PREFILL || dispatch.attention().gathersInDecode()) {
        return List.of(exchange(elements()));
      }
      return dispatch.before() ? List.of() : List.of(allReduce());
    }
    return reduceOrExchange();
  }

  private List<Operation> trtllm() {
    boolean blackwell = system.gpu().smVersion().orElse(0) == BLACKWELL_SM;
    if (!blackwell || !ownSequences()) {
      return reduceOrExchange();
    }
    if (dispatch.split().tp() == 1 && system.links().gpusPerNode() >= GPUS_OF_RACK_SCALE_NODE) {
      return List.of(oneSidedExchange());
    }
    double share = dispatch.before() ? sentShare() : 1;
    return List.of(exchange(everyonesElements() * share));
  }

  private List<Operation> reduceOrExchange() {
    if (splitAttention()) {
      return List.of(allReduce());
    }
    return ownSequences() ? List.of(exchange(everyonesElements())) : List.of();
  }

  /** Bytes of a token in the format of the experts, with its scales, relative to 16 bits. */
  private double sentShare() {
    return switch (dispatch.quant()) {
      case NVFP4 -> 0.25 + 0.03125;
      case FP8, FP8_BLOCK -> 0.5;
      default -> 1;
    };
  }

  private Operation oneSidedExchange() {
    int ep = dispatch.split().ep();
    return new MoeAllToAll(
        CommBackend.NVLINK_ONE_SIDED,
        dispatch.before() ? ExchangePhase.DISPATCH : ExchangePhase.COMBINE,
        dispatch.routing(),
        new ExchangeGroup(ep, Math.max(1, ep / 4)),
        dispatch.quant().id(),
        0,
        1);
  }

  private boolean splitAttention() {
    return dispatch.attentionTp() > 1;
  }

  private boolean ownSequences() {
    return dispatch.attention().dp() > 1;
  }

  private int ranks() {
    return dispatch.split().ranks();
  }

  private double elements() {
    return dispatch.routing().hidden();
  }

  private double everyonesElements() {
    return elements() * dispatch.attention().dp();
  }

  private Operation allReduce() {
    return new CustomAllReduce(elements(), ranks(), TokenShare.WHOLE);
  }

  private Operation exchange(double elementsPerToken) {
    return nccl(
        dispatch.before() ? Collective.ALL_GATHER : Collective.REDUCE_SCATTER,
        elementsPerToken,
        ranks());
  }

  private Operation nccl(Collective collective, double elementsPerToken, int ranks) {
    return new Nccl(collective, elementsPerToken, ranks, CommQuant.HALF, TokenShare.WHOLE);
  }
}
