/** Holds the documentation to what it promises: its Java runs, its help runs, Tab offers it. */
@NullMarked
package io.servelab.docs;

import org.jspecify.annotations.NullMarked;
