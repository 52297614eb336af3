/**
 * Many questions from one file, answered row by row in the same order.
 *
 * <p>Requests come as CSV or JSON lines; an answer row is written for each, refused ones included.
 * Entry points: {@link io.servelab.bulk.OperatorQueries}. May use everything but the doors.
 */
@NullMarked
package io.servelab.bulk;

import org.jspecify.annotations.NullMarked;
