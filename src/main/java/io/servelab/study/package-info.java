/**
 * What a person works with: a study as layers of settings, its YAML, and files of experiments.
 *
 * <p>Entry points: {@link io.servelab.study.StudyConfig} for settings and where they came from,
 * {@link io.servelab.study.StudySpec} for the typed study they resolve to, {@link
 * io.servelab.study.Experiments} for files with several studies. Knows nothing of tables, plots or
 * doors.
 */
@NullMarked
package io.servelab.study;

import org.jspecify.annotations.NullMarked;
