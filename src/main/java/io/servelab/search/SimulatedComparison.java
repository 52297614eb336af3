package io.servelab.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the recommendations of every kind deliver within the targets when they are simulated.
 *
 * @param sides one for each kind that can be simulated, highest throughput first
 */
public record SimulatedComparison(List<Side> sides) {

  /**
   * The recommendation of one kind.
   *
   * @param mode kind of deployment
   * @param delivered what it delivers
   */
  public record Side(ServingMode mode, WithinTargets delivered) {

    @Override
    public String toString() {
      return mode.id() + " " + delivered;
    }
  }

  /** Copies the sides. */
  public SimulatedComparison {
    sides = List.copyOf(sides);
  }

  /** Simulates the recommendations of a search; empty if none of them can be. */
  public static Optional<SimulatedComparison> of(SearchResult result) {
    List<Side> sides = new ArrayList<>();
    for (SearchBranch branch : result.branches()) {
      branch
          .best()
          .flatMap(best -> WithinTargets.of(result, best))
          .ifPresent(delivered -> sides.add(new Side(branch.mode(), delivered)));
    }
    sides.sort(Comparator.comparingDouble((Side side) -> -side.delivered.tokensPerSPerGpu()));
    return sides.isEmpty() ? Optional.empty() : Optional.of(new SimulatedComparison(sides));
  }

  /** Whether the bands leave open which of the two best delivers more. */
  public boolean undecided() {
    return sides.size() > 1 && sides.get(0).delivered.overlaps(sides.get(1).delivered);
  }

  @Override
  public String toString() {
    String all = sides.stream().map(Side::toString).collect(Collectors.joining(", "));
    String open = undecided() ? "; the bands cannot tell them apart" : "";
    return "Simulated within the targets: " + all + " tokens/s/GPU" + open + ".";
  }
}
