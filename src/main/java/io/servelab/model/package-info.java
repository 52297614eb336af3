/**
 * Models as configurations: shapes from a Hugging Face {@code config.json}, number formats inferred
 * from the checkpoint, parallel layouts.
 *
 * <p>Entry points: {@link io.servelab.model.ModelCatalog} for bundled models, {@link
 * io.servelab.model.HuggingFaceConfig} for any other, {@link io.servelab.model.QuantInference} for
 * number formats and {@link io.servelab.model.ParallelRules} for layouts. Knows nothing of measured
 * tables or engines.
 */
@NullMarked
package io.servelab.model;

import org.jspecify.annotations.NullMarked;
