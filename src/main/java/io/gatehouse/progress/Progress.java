package io.gatehouse.progress;

/**
 * How far one partition is.
 *
 * @param decided last offset whose decision is stored: at or below it a record is a replay
 * @param published last offset known to be published: at or below it nothing is sent again
 */
public record Progress(long decided, long published) {}
