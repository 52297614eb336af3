/**
 * From a plan to the flags of an engine, each with its reason.
 *
 * <p>A rule of each engine ({@link io.servelab.artifact.setting.EngineSettings}) gives named
 * parameters their values; overrides replace them; a data table of each engine ({@link
 * io.servelab.artifact.setting.FlagTable}) turns them into flags of the version that is deployed.
 * What has no flag is reported, never dropped.
 */
@NullMarked
package io.servelab.artifact.setting;

import org.jspecify.annotations.NullMarked;
