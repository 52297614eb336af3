package io.servelab.hardware;

/**
 * Something that nobody stated and that an answer rests on.
 *
 * @param about what it belongs to, such as a section of a file
 * @param what its name
 * @param value the value that is used
 * @param reason why, or what it means for the answer
 */
public record Assumption(String about, String what, String value, String reason) {}
