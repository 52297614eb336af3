package io.servelab.artifact.setting;

import com.fasterxml.jackson.databind.JsonNode;
import io.servelab.artifact.plan.EngineVersion;
import io.servelab.artifact.plan.Parameter;
import io.servelab.artifact.plan.ShippedYaml;
import io.servelab.hardware.ServingEngine;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Which flag of an engine version carries which parameter; a data table of each engine. */
public final class FlagTable {

  private static final Map<ServingEngine, List<FlagRow>> ROWS = readAll();

  private final ServingEngine engine;
  private final EngineVersion version;

  private FlagTable(ServingEngine engine, EngineVersion version) {
    this.engine = engine;
    this.version = version;
  }

  /** The flags of an engine version. */
  public static FlagTable of(ServingEngine engine, EngineVersion version) {
    return new FlagTable(engine, version);
  }

  private static Map<ServingEngine, List<FlagRow>> readAll() {
    Map<ServingEngine, List<FlagRow>> all = new EnumMap<>(ServingEngine.class);
    for (ServingEngine engine : ServingEngine.values()) {
      List<FlagRow> rows = new ArrayList<>();
      for (JsonNode row : ShippedYaml.read(FlagTable.class, engine.id() + ".yaml")) {
        rows.add(FlagRow.read(row));
      }
      all.put(engine, List.copyOf(rows));
    }
    return all;
  }

  /** Name of the flag that carries a parameter, if this version has one. */
  public Optional<String> flag(Parameter parameter) {
    return row(parameter).map(row -> row.target().flag());
  }

  /** Flags that carry some parameters, in the order of the table, and what has none. */
  FlagSet translate(List<Setting> settings, String role) {
    Map<String, EngineFlag> flags = new LinkedHashMap<>();
    List<NotExpressible> missing = new ArrayList<>();
    for (Setting setting : settings) {
      Optional<FlagRow> row = row(setting.parameter());
      Optional<Object> value = row.flatMap(known -> known.translate(setting));
      if (value.isEmpty()) {
        missing.add(missing(setting, role, row));
        continue;
      }
      row.orElseThrow()
          .flag(setting, value.get())
          .ifPresent(flag -> flags.merge(flag.name(), flag, EngineFlag::plus));
    }
    return new FlagSet(List.copyOf(flags.values()), missing);
  }

  /**
   * What a flag of an existing command says.
   *
   * @param options finds the first name of an option by any of its names
   * @param flag the flag
   * @param name its name as it was written, which may have {@code --no-} in front
   * @param words words behind it
   * @return a value for each parameter that the flag carries; none if it carries none
   */
  public List<ReadFlag> read(
      Function<String, Optional<String>> options,
      KnownFlags.Flag flag,
      String name,
      List<String> words) {
    List<ReadFlag> read = new ArrayList<>();
    for (FlagRow row : ROWS.get(engine)) {
      boolean file = engine == ServingEngine.TRTLLM;
      String written = file ? row.target().flag() : "--" + row.target().flag();
      boolean same = options.apply(written).filter(flag.option()::equals).isPresent();
      if (same && row.holds(version)) {
        read.addAll(row.read(name, words));
      }
    }
    return read;
  }

  /** Members of a flag that takes JSON which are understood; none of any other flag. */
  public Set<String> members(String option) {
    Set<String> members = new TreeSet<>();
    for (FlagRow row : ROWS.get(engine)) {
      FlagRow.Target target = row.target();
      if (row.holds(version) && !target.member().isEmpty() && option.equals("--" + target.flag())) {
        members.add(target.member());
        members.addAll(target.also().keySet());
      }
    }
    return members;
  }

  private Optional<FlagRow> row(Parameter parameter) {
    return ROWS.get(engine).stream()
        .filter(row -> row.parameter() == parameter && row.holds(version))
        .findFirst();
  }

  private NotExpressible missing(Setting setting, String role, Optional<FlagRow> row) {
    String why =
        row.map(known -> "its " + known.target().flag() + " takes no such value.")
            .orElse("it has no flag for " + setting.parameter().meaning() + ".");
    return new NotExpressible(
        role,
        setting.parameter().id(),
        setting.value().toString(),
        engine + " " + version + ": " + why,
        "The deployment may differ from what was predicted.");
  }
}
