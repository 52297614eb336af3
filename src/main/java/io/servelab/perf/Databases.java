package io.servelab.perf;

import io.servelab.hardware.DataHome;
import io.servelab.hardware.GpuSystems;
import io.servelab.hardware.ServingEngine;
import io.servelab.hardware.VersionSlots;
import java.lang.ref.SoftReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Opens each performance database once and keeps it while there is room: all tables of all systems
 * together need several gigabytes, and most programs ask a few.
 */
public final class Databases {

  private record Key(String system, ServingEngine engine, String version) {}

  private final DataHome home;
  private final Map<Key, SoftReference<PerfDatabase>> open = new ConcurrentHashMap<>();

  private final List<OwnTable> own;
  private final Map<List<OwnTable>, Databases> withOwn = new ConcurrentHashMap<>();

  /** Over one data folder. */
  public Databases(DataHome home) {
    this(home, List.of());
  }

  private Databases(DataHome home, List<OwnTable> own) {
    this.home = home;
    this.own = List.copyOf(own);
  }

  /** The same with a person's own tables before and after those that are shipped. */
  public Databases with(List<OwnTable> tables) {
    return tables.equals(own)
        ? this
        : withOwn.computeIfAbsent(tables, absent -> new Databases(home, absent));
  }

  /** The folder. */
  public DataHome home() {
    return home;
  }

  /**
   * A database under a data mode.
   *
   * @param version slot name, literal version, or blank for the current one
   */
  public PerfDatabase get(
      String system, ServingEngine engine, String version, DataMode mode, TransferPolicy policy) {
    Key key = new Key(system, engine, version);
    SoftReference<PerfDatabase> kept = open.get(key);
    PerfDatabase database = kept == null ? null : kept.get();
    if (database == null) {
      database = open(key);
    }
    return database.withMode(mode).withTransfers(policy);
  }

  /**
   * A database under a data mode and a rule set.
   *
   * <p>ServeLab's rules also answer for a version that was not measured: with the nearest earlier
   * one, or where nothing of the engine was measured, with the version of the system that stands
   * in. {@link DataNotes} says so.
   *
   * @param version slot name, literal version, or blank for the current one
   */
  public PerfDatabase get(
      String system,
      ServingEngine engine,
      String version,
      DataMode mode,
      TransferPolicy policy,
      RuleSet rules) {
    VersionSlots slots = VersionSlots.of(home, system, engine);
    if (rules == RuleSet.REFERENCE || slots.offers(version)) {
      return get(system, engine, version, mode, policy).withRules(rules);
    }
    if (slots.measured()) {
      return slots
          .nearest(version)
          .map(nearest -> get(system, engine, nearest, mode, policy).instead(version))
          .orElseGet(() -> get(system, engine, version, mode, policy))
          .withRules(rules);
    }
    return get(system, engine, standIn(system, engine), mode, policy).withRules(rules);
  }

  /** Version of the measurements that stand in where an engine was not measured at all. */
  private String standIn(String system, ServingEngine engine) {
    PerfDatabase unmeasured =
        PerfDatabase.unmeasured(home, GpuSystems.find(home, system), engine, "");
    return unmeasured.index(Lenders.INDEX).map(PerfDatabase::version).orElse("unmeasured");
  }

  private synchronized PerfDatabase open(Key key) {
    SoftReference<PerfDatabase> kept = open.get(key);
    PerfDatabase opened = kept == null ? null : kept.get();
    if (opened == null) {
      opened =
          PerfDatabase.open(home, key.system, key.engine, key.version)
              .with(own)
              .withSiblings(other -> sibling(key.system, other));
      open.put(key, new SoftReference<>(opened));
    }
    return opened;
  }

  private Optional<PerfDatabase> sibling(String system, ServingEngine engine) {
    return VersionSlots.of(home, system, engine).measured()
        ? Optional.of(
            with(List.of()).get(system, engine, "", DataMode.SILICON, TransferPolicy.AGGRESSIVE))
        : Optional.empty();
  }
}
