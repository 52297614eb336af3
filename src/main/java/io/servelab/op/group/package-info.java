/**
 * Operations made of others: branches that run side by side, and a measured block with a stand-in.
 */
@NullMarked
package io.servelab.op.group;

import org.jspecify.annotations.NullMarked;
