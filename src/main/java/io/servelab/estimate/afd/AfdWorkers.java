package io.servelab.estimate.afd;

import io.servelab.engine.EngineRules;
import io.servelab.engine.KvShare;
import io.servelab.error.InvalidValueException;
import io.servelab.estimate.WorkerFactory;
import io.servelab.estimate.WorkerRole;
import io.servelab.estimate.WorkerSpec;
import io.servelab.layers.LayerPlan;
import io.servelab.layers.ModelLayers;
import io.servelab.model.ParallelRules;
import io.servelab.model.Parallelism;
import io.servelab.model.RequestedLayout;
import io.servelab.op.LayerOp;
import io.servelab.op.LayerOp.Role;
import io.servelab.op.Phase;
import io.servelab.op.TokenShare;
import io.servelab.op.comm.Collective;
import io.servelab.op.comm.CustomAllReduce;
import io.servelab.op.comm.Nccl;
import io.servelab.op.dense.ElementWise;
import io.servelab.perf.DataMode;
import io.servelab.perf.PerfDatabase;
import io.servelab.perf.RuleSet;
import io.servelab.step.MemoryLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The two sides of a layout in one phase, ready to be timed. */
public final class AfdWorkers {

  private static final double MS_PER_S = 1000;
  private static final RequestedLayout ONE_GPU =
      new RequestedLayout(1, 1, 1, OptionalInt.of(1), OptionalInt.of(1), 1);

  private final AfdLayout layout;
  private final WorkerSpec spec;
  private final LayerPlan plan;
  private final AfdSide attention;
  private final AfdSide ffn;

  private AfdWorkers(
      AfdLayout layout, WorkerSpec spec, LayerPlan plan, AfdSide attention, AfdSide ffn) {
    this.layout = layout;
    this.spec = spec;
    this.plan = plan;
    this.attention = attention;
    this.ffn = ffn;
  }

  /**
   * Builds both sides.
   *
   * @param spec model, measurements and choices; its own layout and role are not looked at
   * @param boundaryOnAttention whether A-nodes run the second norm and the output projection
   * @throws io.servelab.error.InvalidValueException if a side cannot shard the model
   */
  public static AfdWorkers of(
      WorkerSpec spec, AfdLayout layout, Phase phase, boolean boundaryOnAttention) {
    LayerPlan wholeA = plan(spec, phase, layout.attentionTp(), 1);
    LayerPlan wholeF = plan(spec, phase, layout.ffnTp(), layout.ffnEp());
    List<LayerOp> attention =
        new ArrayList<>(split(spec, wholeA, phase, boundaryOnAttention).attention());
    List<LayerOp> ffn = new ArrayList<>(split(spec, wholeF, phase, boundaryOnAttention).ffn());
    attention.addAll(aroundAttention(layout, wholeA));
    ffn.addAll(insideNode(layout, wholeF));
    PerfDatabase database = spec.database();
    return new AfdWorkers(
        layout,
        spec,
        wholeA,
        new AfdSide(phase, wholeA, attention, database),
        new AfdSide(phase, wholeF, ffn, database));
  }

  /**
   * Formats, kernels and rules are those of an ordinary worker. Its experts exchange no tokens over
   * several nodes, because the transfers between the sides do that.
   */
  private static LayerPlan plan(WorkerSpec spec, Phase phase, int tp, int ep) {
    LayerPlan plan =
        WorkerFactory.plan(
            new WorkerSpec(
                spec.model(),
                spec.database(),
                ONE_GPU,
                spec.choices(),
                phase == Phase.PREFILL ? WorkerRole.PREFILL : WorkerRole.BATCH_DECODE,
                spec.purpose()));
    Parallelism layout =
        spec.model().isMoe() ? new Parallelism(tp, 1, 1, tp / ep, ep, 1) : Parallelism.dense(tp, 1);
    if (plan.options().rules() == RuleSet.REFERENCE) {
      ParallelRules.checkSharding(spec.model(), layout, plan.quant().experts());
    } else {
      ParallelRules.checkDivision(spec.model(), layout);
      requireExperts(spec, ep);
    }
    return new LayerPlan(
        plan.model(),
        layout,
        plan.quant(),
        plan.engine(),
        plan.system(),
        plan.lanes(),
        plan.options());
  }

  private static void requireExperts(WorkerSpec spec, int ep) {
    if (ep > 1 && !spec.model().isMoe()) {
      throw InvalidValueException.of(
          "f_moe_ep_size", ep, spec.model().id() + " is dense and has no experts to spread.");
    }
  }

  private static AfdOperations split(
      WorkerSpec spec, LayerPlan plan, Phase phase, boolean boundaryOnAttention) {
    return AfdOperations.of(
        ModelLayers.stack(plan, spec.choices().edits()).of(phase).stream()
            .map(operation -> seenByReference(plan, operation))
            .toList(),
        boundaryOnAttention);
  }

  /** The reference rules project every token to the vocabulary, not the last of each prompt. */
  private static LayerOp seenByReference(LayerPlan plan, LayerOp operation) {
    return plan.options().rules() == RuleSet.REFERENCE && operation.role() == Role.LAST_TOKENS
        ? LayerOp.tokens(operation.name(), operation.count(), operation.operation())
        : operation;
  }

  /**
   * What comes back from expert-parallel ranks is added up: ep partial results are read for every
   * one written. Attention sums over its tensor-parallel ranks, which the reference rules leave
   * out.
   */
  private static List<LayerOp> aroundAttention(AfdLayout layout, LayerPlan plan) {
    List<LayerOp> added = new ArrayList<>();
    if (layout.ffnEp() > 1) {
      added.add(
          LayerOp.tokens(
              "afd_a_side_combine",
              plan.layers(),
              ElementWise.of(layout.ffnEp() * plan.hidden(), plan.hidden())
                  .on(TokenShare.split(layout.attentionTp()))));
    }
    if (layout.attentionTp() > 1 && plan.options().rules() == RuleSet.SERVELAB) {
      added.add(
          LayerOp.tokens(
              "afd_a_all_reduce",
              plan.layers(),
              new CustomAllReduce(plan.hidden(), layout.attentionTp(), TokenShare.WHOLE)));
    }
    return added;
  }

  /**
   * The GPUs of an F-node share the tokens that any of them received, and sum their results. The
   * message is the part of one GPU.
   */
  private static List<LayerOp> insideNode(AfdLayout layout, LayerPlan plan) {
    double elements = plan.hidden() * layout.nodeShare(plan.model()) / layout.gpusPerNode();
    return List.of(
        collective("afd_f_node_allgather", Collective.ALL_GATHER, elements, layout, plan),
        collective("afd_f_node_reducescatter", Collective.REDUCE_SCATTER, elements, layout, plan));
  }

  private static LayerOp collective(
      String name, Collective collective, double elements, AfdLayout layout, LayerPlan plan) {
    return LayerOp.tokens(name, plan.layers(), Nccl.of(collective, elements, layout.gpusPerNode()));
  }

  /**
   * Sends the activations of some tokens of an A-worker from A to F or back, milliseconds: to each
   * F-node those that it needs, over the links between nodes.
   */
  double transferMs(double tokens, double factor) {
    double bytes =
        tokens
            * plan.hidden()
            * plan.quant().modes().comm().bytesPerElement()
            * layout.nodeShare(plan.model());
    double latencyS =
        spec.database().mode() == DataMode.SOL ? 0 : plan.system().links().p2pLatencyS();
    return (latencyS + bytes / plan.system().links().interNodeBytesPerS()) * MS_PER_S * factor;
  }

  AfdSide attention() {
    return attention;
  }

  AfdSide ffn() {
    return ffn;
  }

  /** Which nodes run what. */
  public AfdLayout layout() {
    return layout;
  }

  /** Formats, model and machine; the layout is that of an A-worker. */
  public LayerPlan plan() {
    return plan;
  }

  /** Whether the share of memory that the engine gives to its cache holds that of a ledger. */
  boolean holdsCache(MemoryLedger ledger) {
    KvShare share = EngineRules.of(plan.engine()).kvShare(plan, spec.database().version());
    return !share.exceededBy(ledger, plan.system().gpu().memoryCapacityBytes());
  }

  RuleSet rules() {
    return spec.database().rules();
  }
}
