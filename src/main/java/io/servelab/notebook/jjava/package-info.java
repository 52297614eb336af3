/**
 * Brings our displays to Java kernels that are built on JJava's base library: our own and JJava
 * itself, versions 1.0-a6 and 1.0-a8.
 *
 * <p>Kernels find {@link io.servelab.notebook.jjava.ServeLabExtension} as a service. Only what is
 * the same in both versions may be used here, and nothing else may import kernel classes.
 */
@NullMarked
package io.servelab.notebook.jjava;

import org.jspecify.annotations.NullMarked;
