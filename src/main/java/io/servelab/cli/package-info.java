/**
 * The command line: one class for each command, a thin door over the library.
 *
 * <p>Exit codes: 0 done; 1 a valid question without an answer (nothing fits, no data); 2 bad usage
 * or unreadable input.
 */
@NullMarked
package io.servelab.cli;

import org.jspecify.annotations.NullMarked;
