/**
 * Rich display that depends on no kernel: a value gives its forms as a {@link
 * io.servelab.notebook.MimeBundle}, and {@link io.servelab.notebook.Notebook#show} brings them to
 * wherever the person is.
 *
 * <p>Types of our own implement {@link io.servelab.notebook.Displayable}; types of other libraries
 * get a {@link io.servelab.notebook.DisplayAdapter}. The package must not know tables, plots or
 * kernels: those build on it.
 */
@NullMarked
package io.servelab.notebook;

import org.jspecify.annotations.NullMarked;
