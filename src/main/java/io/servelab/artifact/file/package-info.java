/**
 * Generated files: how YAML and shell scripts are written so that no value can break out of its
 * place, and bundles of files that are written whole or not at all.
 */
@NullMarked
package io.servelab.artifact.file;

import org.jspecify.annotations.NullMarked;
