/**
 * What engines deliver under a load: their schedulers on modelled pass times.
 *
 * <p>Entry points: {@link io.servelab.serving.ServingSetup}, which says what runs, and {@link
 * io.servelab.serving.Traffic}, which says what is asked of it. Knows nothing of how deployments
 * are searched, and nothing of measured points.
 */
@NullMarked
package io.servelab.serving;

import org.jspecify.annotations.NullMarked;
