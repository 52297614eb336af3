package io.servelab.artifact.setting;

import io.servelab.artifact.plan.Parameter;
import java.util.Optional;

/**
 * A parameter that the flag of an existing deployment sets.
 *
 * @param parameter the parameter
 * @param value its value; absent if the flag's value is none that is understood
 */
public record ReadFlag(Parameter parameter, Optional<Object> value) {}
