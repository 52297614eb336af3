package io.servelab;

import io.servelab.artifact.memory.KvCacheCapacity;
import io.servelab.artifact.memory.KvCacheQuestion;
import io.servelab.hardware.GpuSystem;
import io.servelab.hardware.ServingEngine;
import io.servelab.model.ModelConfig;
import io.servelab.notebook.Displayable;
import io.servelab.notebook.HelpCard;
import io.servelab.notebook.MimeBundle;
import io.servelab.table.KvCacheTables;
import io.servelab.table.TableView;
import java.util.LinkedHashMap;
import java.util.Map;

/** The KV cache of a rank of a worker. Immutable; each step gives a new one. */
public final class KvCache implements Displayable {

  private final ModelConfig model;
  private final ServingEngine engine;
  private final GpuSystem system;
  private final Map<String, Object> said;
  private final KvCacheCapacity capacity;

  KvCache(ModelConfig model, ServingEngine engine, GpuSystem system, Map<String, Object> said) {
    this.model = model;
    this.engine = engine;
    this.system = system;
    this.said = said;
    this.capacity = KvCacheCapacity.of(KvCacheQuestion.of(model, engine, system, said));
  }

  /**
   * Of a worker that is known better.
   *
   * @param key such as {@code tp}, {@code kvcache}, {@code memory_fraction} or {@code
   *     max_num_tokens}; {@code servelab kv-cache --help} lists all
   * @throws io.servelab.error.UnknownNameException if there is no such key; names the nearest ones
   * @throws io.servelab.error.InfeasibleException if nothing is left for a cache
   */
  public KvCache with(String key, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(said);
    more.put(key, value);
    return new KvCache(model, engine, system, more);
  }

  /** Tokens that it holds. */
  public long tokens() {
    return capacity.size().tokens();
  }

  /**
   * Whole sequences of so many tokens that it holds at once, prompts and answers counted.
   *
   * @throws io.servelab.error.InvalidValueException if a sequence has no token
   */
  public long sequences(long tokensPerSequence) {
    return capacity.sequences(tokensPerSequence);
  }

  /** Whole blocks of so many tokens that it holds. */
  public long blocks(long blockTokens) {
    return capacity.blocks(blockTokens);
  }

  /** Where the memory of the rank goes. */
  public TableView memory() {
    return KvCacheTables.of(capacity);
  }

  /** The pure answer. */
  public KvCacheCapacity rows() {
    return capacity;
  }

  /** What can come next, with an example of each. */
  public HelpCard help() {
    return HelpCards.KV_CACHE;
  }

  @Override
  public MimeBundle mimeBundle() {
    return memory().mimeBundle();
  }

  @Override
  public String toString() {
    return capacity.toString();
  }
}
