package io.servelab.artifact.target;

import io.servelab.artifact.file.Shell;
import io.servelab.artifact.file.ShellScript;
import io.servelab.artifact.plan.PlatformKey;
import io.servelab.artifact.plan.Prediction;
import io.servelab.artifact.plan.RolePlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What scripts have in common. */
final class ScriptParts {

  private ScriptParts() {}

  /** Name of the array that holds the flags of a role. */
  static String array(RolePlan role) {
    return role.role().id() + "_args";
  }

  /** Variables that the caller may set otherwise. */
  static void variables(ShellScript script, Deployment deployment) {
    script
        .comment("Each of these may be set otherwise by the caller.")
        .line(Shell.defaulted("MODEL_PATH", deployment.plan().model().path()))
        .line(Shell.defaulted("SERVED_MODEL_NAME", deployment.plan().model().servedName()))
        .line(Shell.defaulted("PORT", deployment.setting(PlatformKey.PORT)))
        .line("export HF_TOKEN=\"${HF_TOKEN:-}\"");
  }

  /** Functions that start processes in the background and stop them all together. */
  static void processes(ShellScript script) {
    script.code(
        """
        pids=()
        stop() {
          trap - EXIT
          if ((${#pids[@]})); then
            kill "${pids[@]}" 2>/dev/null || true
            wait "${pids[@]}" 2>/dev/null || true
          fi
        }
        trap stop EXIT
        trap 'exit 130' INT TERM

        # start LABEL COMMAND...: runs a command in the background, its lines labelled
        start() {
          local label=$1
          shift
          "$@" > >(sed -u "s/^/[$label] /") 2>&1 &
          pids+=("$!")
        }
        """);
  }

  /** Waits until some process ends, which ends the others. */
  static void await(ShellScript script) {
    script
        .gap()
        .comment("When one of them ends, the others are stopped.")
        .line("wait -n \"${pids[@]}\"");
  }

  static List<ShellScript.Entry> entries(List<Argument> arguments) {
    return arguments.stream()
        .map(argument -> ShellScript.Entry.of(argument.words(), argument.why()))
        .toList();
  }

  /** What was predicted, or that nothing was. */
  static List<String> prediction(Deployment deployment) {
    List<String> lines = new ArrayList<>();
    deployment
        .plan()
        .basis()
        .prediction()
        .ifPresentOrElse(
            predicted -> lines.add(summary(predicted)),
            () -> lines.add("Not searched and not predicted."));
    return lines;
  }

  private static String summary(Prediction predicted) {
    return String.format(
        Locale.ROOT,
        "Predicted at %d concurrent requests: TTFT %.1f ms, TPOT %.2f ms, %.1f output tokens/s.",
        predicted.totalConcurrency(),
        predicted.latency().ttftMs(),
        predicted.latency().tpotMs(),
        predicted.totalTokensPerS());
  }

  /** Size of a pool in words. */
  static String pool(RolePlan role) {
    return counted(role.pool().workers(), "worker") + " of " + counted(role.workerGpus(), "GPU");
  }

  private static String counted(int count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /** First line of every file: what it belongs to. */
  static String title(Deployment deployment, String what) {
    return what
        + ": "
        + deployment.plan().model().servedName()
        + ", "
        + deployment.plan().release();
  }
}
