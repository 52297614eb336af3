package io.servelab.artifact.adapt;

import java.util.List;

/**
 * The command of a pool of workers, as it was found.
 *
 * @param where where it was found
 * @param words its words
 * @param workers workers that run it
 * @param gpus GPUs of each; 0 if it was not said
 * @param image container image; blank if it was not said
 */
record WorkerCommand(String where, List<String> words, int workers, int gpus, String image) {

  WorkerCommand {
    words = List.copyOf(words);
  }
}
