package io.servelab.engine.sim;

import io.servelab.engine.load.RequestStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The rules of {@link EngineSimulation} written again without any skipping: every pass is run,
 * every sequence is moved by itself, nothing is kept sorted. Slow on purpose; times must agree
 * exactly.
 */
final class NaiveSimulation {

  private static final long UNITS = 1024;
  private static final long STEP = 16 * UNITS;

  private final SimulatedEngine engine;
  private final RequestStream stream;
  private final long growth;
  private final List<Seq> pending = new ArrayList<>();
  private final List<NaiveRank> ranks = new ArrayList<>();
  private final List<Seq> all = new ArrayList<>();
  private long now;
  private long passesSincePoll;
  private long lastPassStart;
  private boolean idle = true;
  private int next;
  private int admissions;
  int preemptions;

  NaiveSimulation(SimulatedEngine engine, RequestStream stream) {
    this.engine = engine;
    this.stream = stream;
    this.growth = Math.round(engine.speculation().progress() * UNITS);
    for (int rank = 0; rank < engine.settings().ranks(); rank++) {
      ranks.add(new NaiveRank());
    }
  }

  final class Seq {
    final int id;
    final long sent;
    long first = -1;
    long finish = -1;
    long started = -1;
    int prompt;
    int computed;
    long outputUnits;
    long cacheUnits;
    int age;

    Seq(int id, long sent) {
      this.id = id;
      this.sent = sent;
      this.prompt = stream.prompt(id);
      this.computed = stream.cached(id);
      this.outputUnits = (stream.output(id) - 1) * UNITS;
    }

    long blocks(long tokens) {
      int size = engine.limits().kv().blockTokens();
      return (tokens + size - 1) / size;
    }

    long reserve() {
      KvLimit kv = engine.limits().kv();
      double tokens = Math.ceil(kv.reservedOutput() * stream.output(id));
      return blocks(stream.prompt(id) + (long) tokens);
    }

    long cacheBlocks() {
      return blocks((cacheUnits + UNITS - 1) / UNITS);
    }
  }

  final class NaiveRank implements Admission {
    final List<Seq> waiting = new ArrayList<>();
    final List<Seq> prompts = new ArrayList<>();
    final List<Seq> decoding = new ArrayList<>();
    final List<Seq> chunkSeqs = new ArrayList<>();
    final List<Long> chunkTokens = new ArrayList<>();
    boolean stop;

    int load() {
      return waiting.size() + prompts.size() + decoding.size();
    }

    long used() {
      long used = 0;
      for (Seq seq : prompts) {
        used += seq.blocks(seq.prompt);
      }
      for (Seq seq : decoding) {
        used += seq.cacheBlocks();
      }
      return used;
    }

    long reserved() {
      long reserved = 0;
      for (Seq seq : prompts) {
        reserved += seq.reserve();
      }
      for (Seq seq : decoding) {
        reserved += seq.reserve();
      }
      return reserved;
    }

    void plan() {
      chunkSeqs.clear();
      chunkTokens.clear();
      stop = false;
      while (engine.limits().kv().limited()
          && !decoding.isEmpty()
          && used() > engine.limits().kv().blocks()) {
        List<Seq> residents = new ArrayList<>(prompts);
        residents.addAll(decoding);
        Seq victim = residents.stream().max(Comparator.comparingInt(seq -> seq.age)).orElseThrow();
        if (decoding.remove(victim)) {
          victim.prompt = (int) ((victim.cacheUnits + UNITS - 1) / UNITS);
        }
        prompts.remove(victim);
        victim.computed = 0;
        waiting.add(0, victim);
        preemptions++;
        stop = true;
      }
      engine.policy().fill(this);
    }

    @Override
    public long decodeTokens() {
      return (long) decoding.size() * engine.speculation().width();
    }

    private Seq candidate() {
      return prompts.isEmpty() || (!chunkSeqs.isEmpty() && chunkSeqs.containsAll(prompts))
          ? waiting.get(0)
          : prompts.get(0);
    }

    @Override
    public boolean hasNext() {
      boolean begun = prompts.stream().anyMatch(seq -> !chunkSeqs.contains(seq));
      if (begun) {
        return true;
      }
      if (stop || waiting.isEmpty()) {
        return false;
      }
      if (prompts.size() + decoding.size() >= engine.limits().maxSequences()) {
        return false;
      }
      KvLimit kv = engine.limits().kv();
      Seq seq = waiting.get(0);
      long more = seq.blocks(seq.prompt + 1L);
      return !kv.limited()
          || (reserved() + Math.max(more, seq.reserve()) <= kv.blocks()
              && used() + more <= kv.blocks());
    }

    @Override
    public long nextTokens() {
      Seq seq = candidate();
      return (long) seq.prompt - seq.computed;
    }

    @Override
    public long take(long limit) {
      Seq seq = candidate();
      if (waiting.remove(seq)) {
        prompts.add(seq);
        seq.age = ++admissions;
      }
      long left = (long) seq.prompt - seq.computed;
      long tokens = Math.min(limit, left);
      chunkSeqs.add(seq);
      chunkTokens.add(tokens);
      if (tokens < left) {
        stop = true;
      }
      return tokens;
    }

    @Override
    public boolean isEmpty() {
      return chunkSeqs.isEmpty();
    }

    double cache() {
      long sum = decoding.stream().mapToLong(seq -> seq.cacheUnits).sum();
      return (sum / decoding.size() / STEP + 0.5) * 16;
    }
  }

  List<Seq> run() {
    if (stream.isClosed()) {
      while (next < stream.clients()) {
        send(0);
      }
    } else {
      while (next < stream.size()) {
        send(stream.sentNs(next));
      }
    }
    while (all.stream().anyMatch(seq -> seq.finish < 0)) {
      pass();
    }
    return all;
  }

  private void send(long at) {
    Seq seq = new Seq(next++, at);
    all.add(seq);
    pending.add(seq);
  }

  private void pass() {
    long requestNs = Math.round(engine.host().requestMs() * 1e6);
    if (idle || passesSincePoll == engine.settings().pollInterval()) {
      long seen = idle || !engine.settings().overlapped() ? now : lastPassStart;
      while (!pending.isEmpty() && pending.get(0).sent + requestNs <= seen) {
        NaiveRank least =
            ranks.stream().min(Comparator.comparingInt(NaiveRank::load)).orElseThrow();
        least.waiting.add(pending.remove(0));
      }
      idle = false;
      passesSincePoll = 0;
    }
    ranks.forEach(NaiveRank::plan);
    boolean prefill = ranks.stream().anyMatch(rank -> !rank.isEmpty());
    boolean decode = ranks.stream().anyMatch(rank -> !rank.decoding.isEmpty());
    if (!prefill && !decode) {
      now = Math.max(now, pending.get(0).sent + requestNs);
      idle = true;
      return;
    }
    long duration = prefill ? prefillNs() : decodeNs();
    lastPassStart = now;
    long start = now;
    now += duration;
    passesSincePoll++;
    List<Seq> ended = new ArrayList<>();
    for (NaiveRank rank : ranks) {
      if (rank.isEmpty() || engine.policy().decodesBesidePrefill()) {
        for (Seq seq : rank.decoding) {
          seq.cacheUnits += growth;
          seq.outputUnits -= growth;
        }
      }
      for (int chunk = 0; chunk < rank.chunkSeqs.size(); chunk++) {
        finishChunk(rank, rank.chunkSeqs.get(chunk), rank.chunkTokens.get(chunk), start);
      }
      for (Seq seq : List.copyOf(rank.decoding)) {
        if (seq.outputUnits <= 0) {
          ended.add(seq);
          rank.decoding.remove(seq);
        }
      }
    }
    for (Seq seq : ended) {
      seq.finish = now;
      if (stream.isClosed() && next < stream.size()) {
        send(now);
      }
    }
  }

  private void finishChunk(NaiveRank rank, Seq seq, long tokens, long start) {
    if (seq.started < 0) {
      seq.started = start;
    }
    seq.computed += (int) tokens;
    if (seq.computed == seq.prompt) {
      rank.prompts.remove(seq);
      rank.decoding.add(seq);
      seq.cacheUnits = (seq.prompt + 1) * UNITS;
      if (seq.first < 0) {
        seq.first = now;
      } else {
        seq.outputUnits -= growth;
      }
    }
  }

  private long prefillNs() {
    boolean beside = engine.policy().decodesBesidePrefill();
    long most = 0;
    long all = 0;
    double slowest = 0;
    for (NaiveRank rank : ranks) {
      long decodes = beside || rank.isEmpty() ? rank.decodeTokens() : 0;
      long tokens = decodes;
      double ms = 0;
      for (int chunk = 0; chunk < rank.chunkSeqs.size(); chunk++) {
        long computed = rank.chunkSeqs.get(chunk).computed;
        tokens += rank.chunkTokens.get(chunk);
        ms += engine.times().prefillAttentionMs(rank.chunkTokens.get(chunk), computed);
      }
      if (decodes > 0) {
        ms += engine.times().decodeAttentionMs(decodes, rank.cache());
      }
      long rows = rank.chunkSeqs.size() + decodes;
      if (rows > 0) {
        ms += engine.times().headMs(rows);
      }
      most = Math.max(most, tokens);
      all += tokens;
      slowest = Math.max(slowest, ms);
    }
    double host = engine.host().prefillPassMs();
    double shared = engine.times().prefillSharedMs((long) Math.ceil((double) all / ranks.size()));
    double device = engine.times().prefillTokensMs(most) + shared + slowest;
    return Math.round((Math.max(device, engine.host().prefillLaunchMs()) + host) * 1e6);
  }

  private long decodeNs() {
    long most = 0;
    long all = 0;
    double slowest = 0;
    for (NaiveRank rank : ranks) {
      all += rank.decodeTokens();
      if (!rank.decoding.isEmpty()) {
        most = Math.max(most, rank.decodeTokens());
        slowest =
            Math.max(slowest, engine.times().decodeAttentionMs(rank.decodeTokens(), rank.cache()));
      }
    }
    double host = engine.host().decodePassMs();
    double shared = engine.times().decodeSharedMs((long) Math.ceil((double) all / ranks.size()));
    return Math.round((engine.times().decodeTokensMs(most) + shared + slowest + host) * 1e6);
  }
}
