package io.gatehouse.reading;

/**
 * How many there are.
 *
 * @param estimated true if nobody has counted them: the database's guess from its statistics
 */
public record Total(long count, boolean estimated) {}
