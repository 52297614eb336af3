package io.servelab.perf;

import io.servelab.error.NoDataException;
import io.servelab.hardware.DataHome;
import io.servelab.hardware.GpuSystem;
import io.servelab.hardware.GpuSystems;
import io.servelab.hardware.ServingEngine;
import io.servelab.hardware.VersionSlots;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * What is known about one engine version on one system, under one data mode.
 *
 * <p>Tables are read when first asked for. Views with another mode share them. Safe to share
 * between threads.
 */
public final class PerfDatabase {

  /** How the same measurements are asked; {@code asked} is blank unless a version stands in. */
  private record View(DataMode mode, TransferPolicy transfers, RuleSet rules, String asked) {}

  private final TableStore store;
  private final View view;
  private final Siblings siblings;
  private final Map<TableIndex<?>, Object> sharedIndices;
  private final Map<TableIndex<?>, Object> ownIndices;

  private PerfDatabase(
      TableStore store,
      View view,
      Siblings siblings,
      Map<TableIndex<?>, Object> sharedIndices,
      Map<TableIndex<?>, Object> ownIndices) {
    this.store = store;
    this.view = view;
    this.siblings = siblings;
    this.sharedIndices = sharedIndices;
    this.ownIndices = ownIndices;
  }

  /**
   * Opens the measurements of an engine on a described system, in {@link DataMode#SILICON}.
   *
   * @param version a slot name, a slot's literal version, or blank for the current one
   * @throws io.servelab.error.UnknownNameException if the system or version is unknown
   */
  public static PerfDatabase open(
      DataHome home, String systemName, ServingEngine engine, String version) {
    GpuSystem system = GpuSystems.find(home, systemName);
    String literal = VersionSlots.of(home, systemName, engine).resolve(version);
    return of(
        new TableStore(home, system, engine, literal, Catalog.of(home, systemName), List.of()));
  }

  /** A system that nobody measured; answers from formulas and rooflines only. */
  public static PerfDatabase unmeasured(
      DataHome home, GpuSystem system, ServingEngine engine, String version) {
    return of(
        new TableStore(home, system, engine, version, Catalog.of(home, system.name()), List.of()));
  }

  private static PerfDatabase of(TableStore store) {
    return new PerfDatabase(
        store,
        new View(DataMode.SILICON, TransferPolicy.AGGRESSIVE, RuleSet.REFERENCE, ""),
        Siblings.opening(store.home(), store.system().name()),
        new ConcurrentHashMap<>(),
        new ConcurrentHashMap<>());
  }

  /** The same measurements under another data mode. */
  public PerfDatabase withMode(DataMode other) {
    return seen(new View(other, transfers(), rules(), view.asked));
  }

  /** The same measurements with other transfers allowed. */
  public PerfDatabase withTransfers(TransferPolicy policy) {
    return seen(new View(mode(), policy, rules(), view.asked));
  }

  /** The same measurements under another rule set. */
  public PerfDatabase withRules(RuleSet other) {
    return seen(new View(mode(), transfers(), other, view.asked));
  }

  /** The same measurements as a stand-in for those of another version of the engine. */
  PerfDatabase instead(String asked) {
    return seen(new View(mode(), transfers(), rules(), asked));
  }

  private PerfDatabase seen(View other) {
    return new PerfDatabase(store, other, siblings, sharedIndices, ownIndices);
  }

  /** With a person's own tables before and after those that are shipped. */
  PerfDatabase with(List<OwnTable> own) {
    return new PerfDatabase(
        store.with(own), view, siblings, new ConcurrentHashMap<>(), new ConcurrentHashMap<>());
  }

  /** Tables of the engine's version: a person's own, then those that are shipped. */
  public List<CatalogEntry> entries() {
    return Stream.concat(
            store.ownEntries().stream(),
            Catalog.of(home(), system().name()).entries().stream()
                .filter(entry -> entry.engine().equals(engine().id()))
                .filter(entry -> entry.version().equals(version())))
        .toList();
  }

  /** A person's own tables before and after those that are shipped. */
  public List<OwnTable> own() {
    return store.own();
  }

  /** The same measurements with other ones to compare with. */
  PerfDatabase withSiblings(Siblings others) {
    return new PerfDatabase(store, view, others, sharedIndices, ownIndices);
  }

  /** The folder behind the tables. */
  public DataHome home() {
    return store.home();
  }

  /** The system. */
  public GpuSystem system() {
    return store.system();
  }

  /** The engine. */
  public ServingEngine engine() {
    return store.engine();
  }

  /** Literal version of the engine. */
  public String version() {
    return store.version();
  }

  /** Which evidence may answer. */
  public DataMode mode() {
    return view.mode;
  }

  /** Which transfers an estimate may use. */
  public TransferPolicy transfers() {
    return view.transfers;
  }

  /** Engine version that was asked for, if another one stands in for it. */
  public Optional<String> asked() {
    return Optional.of(view.asked).filter(version -> !version.isEmpty());
  }

  /** Which rules turn measurements into answers. */
  public RuleSet rules() {
    return view.rules;
  }

  /** Current measurements of the other engines on the same system, under the same data mode. */
  public List<PerfDatabase> siblings() {
    return Arrays.stream(ServingEngine.values())
        .filter(other -> other != engine())
        .flatMap(other -> siblings.of(other).stream())
        .map(other -> other.withMode(mode()).withTransfers(transfers()))
        .toList();
  }

  /**
   * Measurements of another system that stand in for those that this one lacks: under ServeLab's
   * rules, in data modes that estimate, where nothing of the engine was measured.
   */
  public Optional<PerfDatabase> lender() {
    boolean estimates = mode() == DataMode.HYBRID || mode() == DataMode.EMPIRICAL;
    return rules() == RuleSet.SERVELAB && estimates
        ? index(Lenders.INDEX)
            .map(other -> other.withMode(mode()).withTransfers(transfers()).withRules(rules()))
        : Optional.empty();
  }

  /** Where the rows of a table come from. */
  public Optional<CatalogEntry> entry(String table) {
    return store.entry(table);
  }

  /** A table, with the rows that the data mode may use. */
  public Optional<PerfTable> find(String table) {
    return store.table(table, mode().sharesRows());
  }

  /**
   * A table, with the rows that the data mode may use.
   *
   * @throws NoDataException if there is none
   */
  public PerfTable table(String table) {
    return find(table).orElseThrow(() -> missing(table));
  }

  /** What an index prepared from the rows that the data mode may use; built once. */
  @SuppressWarnings("unchecked") // a key only ever maps to what it built itself
  public <T> T index(TableIndex<T> index) {
    Map<TableIndex<?>, Object> indices = mode().sharesRows() ? sharedIndices : ownIndices;
    Object found = indices.get(index);
    if (found == null) {
      // Not computeIfAbsent: an index may ask for another while it is built.
      Object built = index.build(this);
      Object earlier = indices.putIfAbsent(index, built);
      found = earlier == null ? built : earlier;
    }
    return (T) found;
  }

  /** The error where nothing was measured that an operation could be estimated from. */
  public NoDataException notEstimated(String operation) {
    return NoDataException.estimate(
        () ->
            "No measured utilisation to estimate "
                + operation
                + " from on "
                + this
                + "."
                + (isHere() ? "" : "\n" + absenceHint()));
  }

  private NoDataException missing(String table) {
    return NoDataException.measurement(
        () ->
            "No table "
                + table
                + " for "
                + this
                + " in data mode "
                + mode()
                + ".\n"
                + (isHere() ? otherModes() : absenceHint()));
  }

  private boolean isHere() {
    return entries().stream().anyMatch(entry -> Files.isRegularFile(entry.file()));
  }

  private String otherModes() {
    return mode().sharesRows()
        ? "Try data mode EMPIRICAL or SOL, or import more tables."
        : "The version itself has no such rows; data mode HYBRID may use others.";
  }

  private String absenceHint() {
    return VersionSlots.of(home(), system().name(), engine()).measured()
        ? "Its tables are not here. Run: ./servelab data import " + system().name()
        : "Nothing of "
            + engine().id()
            + " was measured on "
            + system().name()
            + "; data modes HYBRID, EMPIRICAL and SOL estimate.";
  }

  @Override
  public String toString() {
    return store.system().name() + " " + store.engine().id() + " " + store.version();
  }
}
