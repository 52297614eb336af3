/**
 * What a model runs on: GPU systems as data, one description file for each and no class for any,
 * and the serving engines by name.
 *
 * <p>Entry points: {@link io.servelab.hardware.GpuSystem} and {@link
 * io.servelab.hardware.ServingEngine}. Knows nothing of models or tables.
 */
@NullMarked
package io.servelab.hardware;

import org.jspecify.annotations.NullMarked;
