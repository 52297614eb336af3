/**
 * How the measured tables of an engine stand the checks of the rule set {@code servelab}, and what
 * replaces those that fail.
 */
@NullMarked
package io.servelab.op.audit;

import org.jspecify.annotations.NullMarked;
