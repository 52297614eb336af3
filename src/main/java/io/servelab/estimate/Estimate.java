package io.servelab.estimate;

/** What one deployment delivers under one load. */
public sealed interface Estimate
    permits AggregatedEstimate, DisaggregatedEstimate, StaticEstimate {}
