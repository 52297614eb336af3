package io.servelab.search.choice;

import io.servelab.search.Candidate;
import io.servelab.search.score.Score;

/**
 * A candidate with its score.
 *
 * @param candidate the candidate
 * @param score how good it is
 */
public record Scored(Candidate candidate, Score score) {}
