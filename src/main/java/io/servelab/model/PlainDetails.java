package io.servelab.model;

/** Details of a family whose general shapes say everything. */
public record PlainDetails() implements FamilyDetails {}
