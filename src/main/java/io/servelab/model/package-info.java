/**
 * Models as configurations: shapes from a Hugging Face {@code config.json}, number formats inferred
 * from the checkpoint, parallel layouts.
 *
 * <p>Entry points: {@link io.servelab.model.ModelConfig} and {@link io.servelab.model.QuantModes}.
 * Knows nothing of measured tables or engines.
 */
@NullMarked
package io.servelab.model;

import org.jspecify.annotations.NullMarked;
