package io.servelab.study;

/**
 * How an engine is set where it is simulated.
 *
 * @param engine name of the engine
 * @param key the key that changes it
 * @param value the value in use; words where it depends on the load
 * @param source the layer that set it, or the preset with what it rests on
 */
public record EngineSetting(String engine, ConfigKey key, String value, String source) {}
