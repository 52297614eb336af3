/**
 * Fits a few factors on host and pass times to somebody's own measured points, and says whether
 * that helps.
 *
 * <p>Entry point: {@link io.servelab.calibrate.CalibrationRun}. Points are read from the result
 * files of the usual benchmark clients, which are told apart by their fields.
 */
@NullMarked
package io.servelab.calibrate;

import org.jspecify.annotations.NullMarked;
