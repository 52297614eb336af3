package io.servelab.search;

import io.servelab.hardware.ServingEngine;
import io.servelab.model.ModelConfig;
import io.servelab.model.RequestedLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Parallel layouts to consider, as lists that are combined and filtered.
 *
 * @param gpus sizes of one worker
 * @param tp tensor-parallel sizes
 * @param pp pipeline stages
 * @param dp attention data-parallel sizes
 * @param moeTp tensor-parallel sizes of experts
 * @param moeEp expert-parallel sizes
 * @param cp context-parallel sizes
 */
public record ParallelSpace(
    List<Integer> gpus,
    List<Integer> tp,
    List<Integer> pp,
    List<Integer> dp,
    List<Integer> moeTp,
    List<Integer> moeEp,
    List<Integer> cp) {

  /** Copies the lists. */
  public ParallelSpace {
    gpus = List.copyOf(gpus);
    tp = List.copyOf(tp);
    pp = List.copyOf(pp);
    dp = List.copyOf(dp);
    moeTp = List.copyOf(moeTp);
    moeEp = List.copyOf(moeEp);
    cp = List.copyOf(cp);
  }

  /**
   * Layouts in which an engine can serve a model, in nested order of the lists.
   *
   * <p>TensorRT-LLM has no attention that is both tensor- and data-parallel, vLLM no experts that
   * are both tensor- and expert-parallel.
   */
  public List<RequestedLayout> layouts(ModelConfig model, ServingEngine engine) {
    return model.isMoe() ? expertLayouts(engine) : denseLayouts();
  }

  private List<RequestedLayout> denseLayouts() {
    List<RequestedLayout> layouts = new ArrayList<>();
    for (int width : tp) {
      for (int stages : pp) {
        for (int ranks : cp) {
          if (gpus.contains(width * stages * ranks)) {
            layouts.add(layout(width, stages, 1, 1, 1, ranks));
          }
        }
      }
    }
    return layouts;
  }

  private List<RequestedLayout> expertLayouts(ServingEngine engine) {
    List<RequestedLayout> layouts = new ArrayList<>();
    for (int width : tp) {
      for (int stages : pp) {
        for (int copies : dp) {
          if (engine == ServingEngine.TRTLLM && copies > 1 && width > 1) {
            continue;
          }
          addExpertWidths(layouts, engine, width, stages, copies);
        }
      }
    }
    return layouts;
  }

  private void addExpertWidths(
      List<RequestedLayout> layouts, ServingEngine engine, int width, int stages, int copies) {
    for (int expertTp : moeTp) {
      for (int expertEp : moeEp) {
        if (engine == ServingEngine.VLLM && expertTp > 1 && expertEp > 1) {
          continue;
        }
        for (int ranks : cp) {
          boolean sameGpus = copies * width * ranks == expertTp * expertEp;
          if (sameGpus && gpus.contains(copies * width * stages * ranks)) {
            layouts.add(layout(width, stages, copies, expertTp, expertEp, ranks));
          }
        }
      }
    }
  }

  private static RequestedLayout layout(int tp, int pp, int dp, int moeTp, int moeEp, int cp) {
    return new RequestedLayout(tp, pp, dp, OptionalInt.of(moeTp), OptionalInt.of(moeEp), cp);
  }

  /** The same with other numbers of pipeline stages. */
  ParallelSpace withStages(List<Integer> stages) {
    return new ParallelSpace(gpus, tp, stages, dp, moeTp, moeEp, cp);
  }

  /** The same without workers larger than a budget. */
  public ParallelSpace within(int totalGpus) {
    return new ParallelSpace(
        gpus.stream().filter(size -> size <= totalGpus).toList(), tp, pp, dp, moeTp, moeEp, cp);
  }
}
