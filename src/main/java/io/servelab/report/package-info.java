/**
 * A result in the forms in which it leaves the program: a short text and a folder of files.
 *
 * <p>Entry points: {@link io.servelab.report.TextReport} and {@link
 * io.servelab.report.ResultFolder}.
 */
@NullMarked
package io.servelab.report;

import org.jspecify.annotations.NullMarked;
