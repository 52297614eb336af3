package io.servelab.artifact.setting;

import io.servelab.artifact.plan.Parameter;

/**
 * A parameter with its value.
 *
 * @param parameter the parameter
 * @param value its value, in the canonical form of the parameter
 * @param why why it has this value
 * @param origin where the value comes from
 */
public record Setting(Parameter parameter, Object value, String why, Origin origin) {

  /** The same where nothing was predicted, so that the reason must not say so. */
  Setting unpredicted() {
    return new Setting(parameter, value, why.replace("predicted", "assumed"), origin);
  }
}
