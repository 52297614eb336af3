package io.servelab.report;

import io.servelab.error.ServeLabException;
import io.servelab.hardware.DataHome;
import io.servelab.hardware.GpuSystems;
import io.servelab.hardware.ServingEngine;
import io.servelab.hardware.VersionSlots;
import io.servelab.perf.Catalog;
import io.servelab.table.TableBuilder;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tech.tablesaw.api.Table;

/** What this library needs: what is there, what is missing, and how to get it. */
public final class Doctor {

  private static final long NEEDED_MIB = 512;
  private static final int OLDEST_JAVA = 17;

  /**
   * One thing that was looked at.
   *
   * @param what the thing
   * @param state {@code ok}, {@code missing} if nothing works without it, or {@code optional}
   * @param found what was found
   * @param how how to get it; blank if it is there
   */
  private record Finding(String what, String state, String found, String how) {

    static Finding ok(String what, String found) {
      return new Finding(what, "ok", found, "");
    }
  }

  private static final TableBuilder<Finding> COLUMNS =
      TableBuilder.<Finding>named("what is there")
          .text("what", Finding::what)
          .text("state", Finding::state)
          .text("found", Finding::found)
          .text("how to get it", Finding::how);

  private final List<Finding> findings;

  private Doctor(List<Finding> findings) {
    this.findings = findings;
  }

  /**
   * Looks at this computer; changes nothing and asks no network.
   *
   * @param data finds the data folder
   */
  public static Doctor look(Supplier<DataHome> data) {
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    findings.add(
        ModuleLayer.boot().findModule("jdk.jshell").isPresent()
            ? Finding.ok("JShell", "in this Java")
            : new Finding("JShell", "optional", "a runtime", "a JDK instead of a JRE"));
    findings.add(memory());
    findings.addAll(tables(data));
    findings.add(program("python3", "for 'data import' and Jupyter"));
    findings.add(program("jupyter", "pip install jupyterlab"));
    findings.add(kernel());
    return new Doctor(List.copyOf(findings));
  }

  private static Finding java() {
    String found = Runtime.version() + " in " + System.getProperty("java.home");
    return Runtime.version().feature() >= OLDEST_JAVA
        ? Finding.ok("Java", found)
        : new Finding("Java", "missing", found, "JDK 17 or later; set JAVA_HOME");
  }

  private static Finding memory() {
    long mib = Runtime.getRuntime().maxMemory() >> 20;
    return mib >= NEEDED_MIB
        ? Finding.ok("memory", mib + " MiB for Java")
        : new Finding("memory", "missing", mib + " MiB for Java", "SERVELAB_JAVA_OPTIONS=-Xmx1g");
  }

  private static List<Finding> tables(Supplier<DataHome> data) {
    DataHome home;
    try {
      home = data.get();
    } catch (ServeLabException none) {
      String reason = none.getMessage().replaceAll("\\s+", " ");
      return List.of(new Finding("data folder", "missing", reason, "--data or SERVELAB_DATA"));
    }
    List<String> ready = new ArrayList<>();
    List<String> absent = new ArrayList<>();
    for (String system : GpuSystems.names(home)) {
      boolean measured =
          Arrays.stream(ServingEngine.values())
              .anyMatch(engine -> VersionSlots.of(home, system, engine).measured());
      if (measured) {
        boolean there =
            Catalog.of(home, system).entries().stream()
                .anyMatch(entry -> Files.isRegularFile(entry.file()));
        (there ? ready : absent).add(system);
      }
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(Finding.ok("data folder", home.toString()));
    findings.add(
        ready.isEmpty()
            ? new Finding("measured tables", "missing", "none", "servelab data import --all")
            : Finding.ok("measured tables", String.join(", ", ready)));
    if (!absent.isEmpty()) {
      findings.add(
          new Finding(
              "further tables",
              "optional",
              "not here: " + String.join(", ", absent),
              "servelab data import SYSTEM"));
    }
    return findings;
  }

  private static Finding program(String name, String how) {
    return folders(System.getenv().getOrDefault("PATH", "")).stream()
        .map(folder -> folder.resolve(name))
        .filter(Files::isExecutable)
        .findFirst()
        .map(file -> Finding.ok(name, file.toString()))
        .orElseGet(() -> new Finding(name, "optional", "not on PATH", how));
  }

  private static List<Path> folders(String list) {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(list)
        .filter(folder -> !folder.isBlank())
        .map(Path::of)
        .toList();
  }

  /** Jupyter looks for kernels in the data folders of the user, the environment and the system. */
  private static Finding kernel() {
    Map<String, String> environment = System.getenv();
    String home = System.getProperty("user.home");
    List<Path> folders = new ArrayList<>();
    folders.addAll(folders(environment.getOrDefault("JUPYTER_PATH", "")));
    folders.add(Path.of(home, ".local", "share", "jupyter"));
    folders.add(Path.of(home, "Library", "Jupyter"));
    Optional.ofNullable(environment.get("APPDATA"))
        .ifPresent(f -> folders.add(Path.of(f, "jupyter")));
    Optional.ofNullable(environment.get("VIRTUAL_ENV"))
        .ifPresent(f -> folders.add(Path.of(f, "share", "jupyter")));
    folders.add(Path.of("/usr/local/share/jupyter"));
    folders.add(Path.of("/usr/share/jupyter"));
    return folders.stream()
        .map(folder -> folder.resolve("kernels").resolve("java"))
        .filter(kernel -> Files.isRegularFile(kernel.resolve("kernel.json")))
        .findFirst()
        .map(kernel -> Finding.ok("Jupyter kernel", kernel.toString()))
        .orElseGet(
            () ->
                new Finding(
                    "Jupyter kernel",
                    "optional",
                    "not installed",
                    "kernel/install.sh --sys-prefix"));
  }

  /** Whether questions can be answered here. */
  public boolean healthy() {
    return findings.stream().noneMatch(finding -> finding.state.equals("missing"));
  }

  /** Everything that was looked at. */
  public Table table() {
    return COLUMNS.build(findings);
  }

  /** Whether questions can be answered here, in one sentence. */
  public String verdict() {
    return healthy()
        ? "Everything that is needed is there."
        : "Something that is needed is missing.";
  }

  /** The findings as text. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      text.append(String.format("%-9s %-16s %s%n", finding.state, finding.what, finding.found));
      if (!finding.how.isBlank()) {
        text.append(String.format("%-9s %-16s -> %s%n", "", "", finding.how));
      }
    }
    return text.append(verdict()).toString();
  }
}
