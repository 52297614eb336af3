package io.servelab.artifact.adapt;

import io.servelab.artifact.plan.Role;
import java.util.List;
import java.util.Optional;

/**
 * The command of a pool of workers, as it was found.
 *
 * @param where where it was found
 * @param line line of the deployment on which it begins, from 1
 * @param words its words
 * @param workers workers that run it
 * @param gpus GPUs of each; 0 if it was not said
 * @param image container image; blank if it was not said
 * @param role its part of the work where that is said beside the command
 */
record WorkerCommand(
    String where,
    int line,
    List<String> words,
    int workers,
    int gpus,
    String image,
    Optional<Role> role) {

  WorkerCommand {
    words = List.copyOf(words);
  }

  /** The same run by more workers. */
  WorkerCommand with(int more) {
    return new WorkerCommand(where, line, words, workers + more, gpus, image, role);
  }

  /** The same with a part of the work, or with none that is said. */
  WorkerCommand withRole(Optional<Role> part) {
    return new WorkerCommand(where, line, words, workers, gpus, image, part);
  }
}
