package io.servelab.artifact.target;

import io.servelab.artifact.file.Shell;
import io.servelab.artifact.file.ShellScript;
import io.servelab.engine.RequestShape;
import io.servelab.model.VisionDetails;
import java.util.stream.Collectors;

/** What both load tests let the caller set. */
final class BenchmarkVariables {

  private BenchmarkVariables() {}

  static void write(ShellScript script, Deployment deployment, String url, String folder) {
    String concurrencies =
        Concurrencies.around(deployment.plan().concurrency()).stream()
            .map(Object::toString)
            .collect(Collectors.joining(" "));
    script
        .comment("Each of these may be set otherwise by the caller.")
        .line(Shell.defaulted("MODEL_PATH", deployment.plan().model().path()))
        .line(Shell.defaulted("SERVED_MODEL_NAME", deployment.plan().model().servedName()))
        .line(Shell.defaulted("URL", url))
        .line(Shell.defaulted("RESULTS", folder))
        .line(Shell.defaulted("CONCURRENCIES", concurrencies))
        .comment("Requests of a run and before it, as multiples of its concurrency.")
        .line(Shell.defaulted("REQUESTS", Integer.toString(Concurrencies.REQUESTS)))
        .line(Shell.defaulted("WARM_UP", Integer.toString(Concurrencies.WARM_UP)));
  }

  /** Tokens of a prompt that are neither cached nor those of images. */
  static long newTextTokens(Deployment deployment) {
    RequestShape load = deployment.plan().load();
    long visual =
        deployment.plan().model().config().details() instanceof VisionDetails vision
            ? load.images().tokens(vision.encoder())
            : 0;
    return Math.max(1, load.newTokens() - visual);
  }
}
