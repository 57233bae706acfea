package io.gatehouse.overview;

/**
 * What is counted together.
 *
 * @param command the kind of command, empty for messages and replies
 */
record Tally(Work work, String command, String outcome) {}
