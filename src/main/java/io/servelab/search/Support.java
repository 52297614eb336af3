package io.servelab.search;

import io.servelab.engine.RequestShape;
import io.servelab.error.InvalidValueException;
import io.servelab.error.NoDataException;
import io.servelab.error.ServeLabException;
import io.servelab.estimate.WorkerFactory;
import io.servelab.estimate.WorkerRole;
import io.servelab.estimate.WorkerSpec;
import io.servelab.layers.LayerPlan;
import io.servelab.layers.LayerStack;
import io.servelab.layers.ModelLayers;
import io.servelab.model.QuantContext;
import io.servelab.model.RequestedLayout;
import io.servelab.op.OpShape;
import io.servelab.op.Phase;
import io.servelab.perf.DataMode;
import io.servelab.perf.PerfDatabase;
import io.servelab.step.MemoryModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Whether a model is answered for on a system, found by trying: in some layout that fits the device
 * memory, every operation of a prefill and a decode pass must have a time.
 *
 * @param question what was tried
 * @param status how far it is answered for
 * @param layout a layout that works; blank if none does
 * @param operation operation without a measurement; blank where that is not the reason
 * @param missing the table that lacks it, or why no layout works; blank where measurements answer
 */
public record Support(
    SupportQuestion question, Status status, String layout, String operation, String missing) {

  /** How far a model is answered for. */
  public enum Status {
    /** From measurements. */
    MEASURED("measured"),
    /** With data mode HYBRID, which estimates what was not measured. */
    ESTIMATED("estimated"),
    /** Not at all. */
    NONE("no");

    private final String id;

    Status(String id) {
      this.id = id;
    }

    /** Name where it is shown. */
    public String id() {
      return id;
    }
  }

  /** GPUs of the cluster whose usual layouts are tried. */
  private static final int GPUS = 64;

  private static final RequestShape REQUEST = new RequestShape(1024, 128, 0);
  private static final long DECODE_BATCH = 8;
  private static final String TOO_LARGE = "Its weights do not fit the device memory in any layout.";

  /** What one layout came to: it works, or why not. */
  private record Trial(String label, Optional<ServeLabException> failure, String operation) {

    boolean works() {
      return failure.isEmpty();
    }

    String reason() {
      return failure.map(Throwable::getMessage).orElse("").lines().findFirst().orElse("");
    }
  }

  /** Tries the layouts of a search in turn until one works. */
  public static Support of(SupportQuestion question) {
    Trial measured = trial(question, question.database().withMode(DataMode.SILICON));
    if (measured.works()) {
      return new Support(question, Status.MEASURED, measured.label, "", "");
    }
    Trial estimated = trial(question, question.database().withMode(DataMode.HYBRID));
    return new Support(
        question,
        estimated.works() ? Status.ESTIMATED : Status.NONE,
        estimated.works() ? estimated.label : "",
        measured.operation,
        measured.reason());
  }

  private static Trial trial(SupportQuestion question, PerfDatabase database) {
    if (question.mode() == ServingMode.AGGREGATED) {
      return trial(question, database, WorkerRole.MIXED);
    }
    Trial prefill = trial(question, database, WorkerRole.PREFILL);
    return prefill.works() ? trial(question, database, WorkerRole.DECODE) : prefill;
  }

  /** The first layout that works; else the most telling failure, a missing measurement. */
  private static Trial trial(SupportQuestion question, PerfDatabase database, WorkerRole role) {
    SearchRequest search =
        new SearchRequest(
            question.model(),
            database,
            database,
            GPUS,
            REQUEST,
            Sla.of(Double.MAX_VALUE, Double.MAX_VALUE),
            SearchOptions.DEFAULT);
    List<Trial> failures = new ArrayList<>();
    try {
      for (RequestedLayout layout : plainFirst(RoleLayouts.of(search, role, database).layouts())) {
        Trial trial = trial(search, database, role, layout);
        if (trial.works()) {
          return trial;
        }
        failures.add(trial);
      }
    } catch (ServeLabException refusal) {
      return new Trial("", Optional.of(refusal), "");
    }
    return failures.stream()
        .filter(trial -> !trial.operation.isEmpty())
        .findFirst()
        .or(() -> failures.stream().findFirst())
        .orElseGet(
            () ->
                new Trial(
                    "",
                    Optional.of(InvalidValueException.because("No layout of the usual ones.")),
                    ""));
  }

  /** Prompts that are not cut come first, since they need the fewest tables. */
  private static List<RequestedLayout> plainFirst(List<RequestedLayout> layouts) {
    return layouts.stream().sorted(Comparator.comparingInt(RequestedLayout::cp)).toList();
  }

  private static Trial trial(
      SearchRequest search, PerfDatabase database, WorkerRole role, RequestedLayout layout) {
    LayerPlan plan;
    LayerStack stack;
    try {
      plan =
          WorkerFactory.plan(
              new WorkerSpec(
                  search.model(),
                  database,
                  layout,
                  search.options().choices(role),
                  role,
                  QuantContext.Purpose.SEARCH));
      stack = ModelLayers.stack(plan);
    } catch (InvalidValueException | NoDataException refusal) {
      return new Trial("", Optional.of(refusal), "");
    }
    String label = ParallelLabel.of(plan.parallel());
    if (bytes(plan, stack) >= plan.system().gpu().memoryCapacityBytes()) {
      return new Trial(label, Optional.of(InvalidValueException.because(TOO_LARGE)), "");
    }
    OpShape prefill = OpShape.prefill(1, REQUEST.isl(), 0);
    OpShape decode = OpShape.decode(DECODE_BATCH, REQUEST.isl());
    Optional<TimedLayer> silent =
        role == WorkerRole.DECODE
            ? Optional.empty()
            : silent(stack, Phase.PREFILL, database, prefill);
    if (silent.isEmpty() && role != WorkerRole.PREFILL) {
      silent = silent(stack, Phase.DECODE, database, decode);
    }
    return new Trial(
        label,
        silent.map(layer -> NoDataException.measurement(layer.missing())),
        silent.map(TimedLayer::name).orElse(""));
  }

  /** Memory of a rank that serves one request. */
  private static double bytes(LayerPlan plan, LayerStack stack) {
    return MemoryModel.of(plan, stack, ModelLayers.kvCache(plan))
        .ledger(new MemoryModel.Moment(REQUEST.isl(), 1, 1, REQUEST.isl() + REQUEST.osl()))
        .totalBytes();
  }

  private static Optional<TimedLayer> silent(
      LayerStack stack, Phase phase, PerfDatabase database, OpShape shape) {
    return stack.of(phase).stream()
        .map(operation -> TimedLayer.of("", operation, database, shape))
        .filter(layer -> layer.time().isEmpty())
        .findFirst();
  }
}
