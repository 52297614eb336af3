package io.servelab.accuracy;

import io.servelab.engine.Worker;
import io.servelab.step.PassTimes;

/**
 * An engine with the times of its passes.
 *
 * @param worker the engine
 * @param times times of its passes, quick to ask
 */
record TimedWorker(Worker worker, PassTimes times) {}
